"""Files from the web: http and https only, never from a private network, with limits on size and time."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

import httpx

from knowledge.importers.model import FileRefused, Limits

REDIRECTS = 5
SECONDS = 60.0
AGENT = "sahayak-import/1 (knowledge of government schemes)"
#: Host and port -> the addresses it stands for.
Resolve = Callable[[str, int], list[str]]


@dataclass(frozen=True, kw_only=True)
class Fetched:
    data: bytes
    url: str  #: where it was found in the end
    name: str
    content_type: str
    charset: str


def resolve(host: str, port: int) -> list[str]:
    return sorted({str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})


class Fetcher:
    """``transport`` and ``resolver`` are handed in by tests."""

    def __init__(
        self,
        limits: Limits,
        allow_private: bool = False,
        transport: httpx.BaseTransport | None = None,
        resolver: Resolve = resolve,
        seconds: float = SECONDS,
    ) -> None:
        self._limits = limits
        self._allow_private = allow_private
        self._resolve = resolver
        self._seconds = seconds
        # No proxy of the environment: it would resolve names itself, behind the check.
        self._client = httpx.Client(
            transport=transport, follow_redirects=False, trust_env=False, timeout=min(20.0, seconds)
        )

    def get(self, address: str) -> Fetched:
        """Raises FileRefused: bad_address, private_address, fetch or too_big."""
        deadline = time.monotonic() + self._seconds
        url = _parsed(address)
        for _ in range(REDIRECTS + 1):
            answer = self._one(url, deadline)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise FileRefused("fetch", detail=f"it redirects more than {REDIRECTS} times")

    def close(self) -> None:
        self._client.close()

    def _one(self, url: httpx.URL, deadline: float) -> Fetched | httpx.URL:
        """What is there, or where it redirects to."""
        host = url.host
        numeric = self._checked(url)
        # To the address that was checked, not to what the name may stand for a moment later.
        request = self._client.build_request(
            "GET",
            url.copy_with(host=numeric),
            headers={"Host": url.netloc.decode("ascii"), "User-Agent": AGENT, "Accept-Encoding": "identity"},
            extensions={"sni_hostname": host},
        )
        try:
            response = self._client.send(request, stream=True)
            try:
                if response.is_redirect:
                    return _parsed(str(url.join(response.headers["location"])))
                return self._body(response, url, deadline)
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL, KeyError) as problem:
            raise FileRefused("fetch", detail=f"{host}: {type(problem).__name__}") from problem

    def _checked(self, url: httpx.URL) -> str:
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            addresses = self._resolve(url.host, port)
        except (OSError, UnicodeError) as problem:
            raise FileRefused("fetch", detail=f"the name {url.host} is not known") from problem
        for text in addresses:
            address = ipaddress.ip_address(text.partition("%")[0])
            mapped = getattr(address, "ipv4_mapped", None) or address
            if not self._allow_private and (not mapped.is_global or mapped.is_multicast):
                raise FileRefused("private_address", detail=f"{url.host} ({text})")
        if not addresses:
            raise FileRefused("fetch", detail=f"the name {url.host} is not known")
        return addresses[0]

    def _body(self, response: httpx.Response, url: httpx.URL, deadline: float) -> Fetched:
        if response.status_code != 200:
            raise FileRefused("fetch", detail=f"{url.host} answered {response.status_code}")
        if response.headers.get("content-encoding", "identity") != "identity":
            raise FileRefused("fetch", detail=f"{url.host} sent it packed although asked not to")
        parts, size = [], 0
        for part in response.iter_bytes():
            parts.append(part)
            size += len(part)
            if size > self._limits.megabytes << 20:
                raise FileRefused("too_big", size=f"more than {self._limits.megabytes}", limit=self._limits.megabytes)
            if time.monotonic() > deadline:
                raise FileRefused("fetch", detail=f"{url.host} took more than {self._seconds:g} seconds")
        name = PurePosixPath(unquote(url.path)).name or url.host
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(
            data=b"".join(parts), url=str(url), name=name, content_type=kind, charset=response.charset_encoding or ""
        )


def _parsed(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, ValueError) as problem:
        raise FileRefused("bad_address", detail=f"{address[:80]!r} is no address") from problem
    if url.scheme not in ("http", "https") or not url.host:
        raise FileRefused("bad_address", detail=f"{address[:80]!r} is not for the web")
    if url.userinfo:
        raise FileRefused("bad_address", detail=f"{url.host}: an address with a password in it is not kept")
    return url
