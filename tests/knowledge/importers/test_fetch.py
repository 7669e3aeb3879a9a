from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest

from knowledge.importers.fetch import Fetcher
from knowledge.importers.model import FileRefused, Limits

PUBLIC = {"scheme.gov.in": ["203.0.114.7"], "www.scheme.gov.in": ["203.0.114.8"], "inside.example": ["10.0.0.5"]}
Answer = Callable[[httpx.Request], httpx.Response]


def fetcher(answer: Answer, names: dict[str, list[str]] = PUBLIC, **options: object) -> Fetcher:
    def resolver(host: str, port: int) -> list[str]:
        if host in names:
            return names[host]
        if host.replace(".", "").isdigit() or ":" in host:
            return [host]
        raise OSError("unknown")

    return Fetcher(Limits(megabytes=1), transport=httpx.MockTransport(answer), resolver=resolver, **options)  # type: ignore[arg-type]


def never(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"asked {request.url}")


def test_a_page_with_what_the_server_says_of_it() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, content="યોજના".encode(), headers={"content-type": "Text/HTML; charset=utf-8"})

    got = fetcher(answer).get(" https://scheme.gov.in/a/%E0%AA%AF%E0%AB%8B.html?x=1 ")
    assert (got.data, got.name, got.content_type, got.charset) == ("યોજના".encode(), "યો.html", "text/html", "utf-8")
    assert got.url == "https://scheme.gov.in/a/%E0%AA%AF%E0%AB%8B.html?x=1"
    [request] = asked
    # To the address that was checked, under the name that was asked for.
    assert (request.url.host, request.headers["host"]) == ("203.0.114.7", "scheme.gov.in")
    assert request.extensions["sni_hostname"] == "scheme.gov.in"


def test_a_redirect_is_followed_and_told() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.headers["host"] == "scheme.gov.in":
            return httpx.Response(302, headers={"location": "//www.scheme.gov.in/b.pdf"})
        return httpx.Response(200, content=b"x")

    got = fetcher(answer).get("https://scheme.gov.in/a")
    assert (got.url, got.name) == ("https://www.scheme.gov.in/b.pdf", "b.pdf")


@pytest.mark.parametrize(
    "target",
    [
        "http://inside.example/",
        "http://127.0.0.1:8000/",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_into_a_private_network_is_not_followed(target: str) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers["host"])
        return httpx.Response(301, headers={"location": target})

    with pytest.raises(FileRefused) as refused:
        fetcher(answer).get("https://scheme.gov.in/a")
    assert refused.value.code in ("private_address", "bad_address")
    assert asked == ["scheme.gov.in"]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://10.1.2.3/", "http://192.168.0.1/", "http://172.16.0.1/", "http://169.254.169.254/",
        "http://0.0.0.0/", "http://100.64.0.1/", "http://224.0.0.1/", "http://[::1]/", "http://[fe80::1]/",
        "http://[::ffff:127.0.0.1]/", "http://[fd00::1]/", "http://inside.example/",
    ],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    with pytest.raises(FileRefused, match="leads into a private network and was not fetched; --allow-private permits"):
        fetcher(never).get(address)


def test_a_name_with_one_private_address_among_public_ones() -> None:
    names = {"mixed.example": ["203.0.114.7", "127.0.0.1"]}
    with pytest.raises(FileRefused, match="private network"):
        fetcher(never, names).get("http://mixed.example/")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://scheme.gov.in/a", "is not for the web; give an address that begins with http"),
        ("file:///etc/passwd", "is not for the web"),
        ("https:///a", "is not for the web"),
        ("https://user:secret@scheme.gov.in/", "an address with a password in it is not kept"),
        ("http://[::1", "is no address"),
        ("https://not-known.example/", "the name not-known.example is not known"),
    ],
)
def test_addresses_that_are_none(address: str, said: str) -> None:
    with pytest.raises(FileRefused, match=said) as refused:
        fetcher(never).get(address)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(404), "scheme.gov.in answered 404"),
        (httpx.Response(200, content=b"x" * (2 << 20)), "more than 1 MB"),
        (httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(b"x")), "packed although"),
        (httpx.Response(302, headers={"location": "https://scheme.gov.in/a"}), "redirects more than 5 times"),
        (httpx.ReadTimeout("late"), "scheme.gov.in: ReadTimeout"),
    ],
    ids=["missing", "big", "packed", "loop", "timeout"],
)
def test_what_goes_wrong_is_said(answer: httpx.Response | Exception, said: str) -> None:
    def give(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(FileRefused, match=said):
        fetcher(give).get("https://scheme.gov.in/a")


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write("<html><body><p>સ્થાનિક</p></body></html>".encode())

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/page.html"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_real_server_of_this_machine_only_when_allowed(site: str) -> None:
    private, allowed = Fetcher(Limits()), Fetcher(Limits(), allow_private=True)
    with pytest.raises(FileRefused, match="private network"):
        private.get(site)
    got = allowed.get(site)
    assert ("સ્થાનિક".encode() in got.data, got.name, got.content_type) == (True, "page.html", "text/html")
    private.close()
    allowed.close()
