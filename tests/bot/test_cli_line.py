"""`sahayak line`: set-up, test and menus against the fake platform, and how they end when something is wrong."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.arrivals import COMMANDS
from bot.channels import line_picture
from bot.channels.base import BadRequest
from bot.channels.line import Line
from bot.channels.line_menus import HEIGHT, WIDTH, alias_of, fields_of, menu_of
from bot.drill.line_fake import Faults, Platform, create
from bot.drill.line_fake.menus import Menus
from bot.drill.serve import serving
from knowledge.language import FORMS
from tests.bot.channels.line_side import SECRET, TOKEN
from tests.bot.command import Sahayak, assert_explained
from tests.fakes import Clock


def assistant(secret: str = SECRET) -> Starlette:
    """Answers webhooks as the app does."""

    async def receive(request: Request) -> Response:
        try:
            Line(secret, TOKEN).parse(dict(request.headers), await request.body())
        except BadRequest as problem:
            return Response(status_code=problem.status)
        return Response()

    return Starlette(routes=[Route("/webhooks/line", receive, methods=["POST"])])


@contextmanager
def in_a_thread(*apps: Starlette) -> Iterator[list[str]]:
    """Serves apps while the command runs its own loop; their addresses."""
    urls: list[str] = []
    ready, loop, done = threading.Event(), asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        async with serving_all(apps) as found:
            urls.extend(found)
            ready.set()
            await done.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert ready.wait(60)
        yield urls
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(60)
        loop.close()


@asynccontextmanager
async def serving_all(apps: tuple[Starlette, ...]) -> AsyncIterator[list[str]]:
    if not apps:
        yield []
        return
    async with serving(apps[0]) as first, serving_all(apps[1:]) as rest:
        yield [first, *rest]


class Side:
    """What a test holds: the platform, its faults, and where the assistant is."""

    def __init__(self, platform: Platform, faults: Faults, address: str) -> None:
        self.platform, self.faults, self.address = platform, faults, address


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Side]:
    platform, faults = Platform(secret=SECRET, token=TOKEN, now=Clock()), Faults()
    with in_a_thread(create(platform, faults), assistant()) as (url, address):
        monkeypatch.setenv("SAHAYAK_LINE_SECRET", SECRET)
        monkeypatch.setenv("SAHAYAK_LINE_TOKEN", TOKEN)
        monkeypatch.setenv("SAHAYAK_LINE_URL", url)
        yield Side(platform, faults, address)


def test_set_up_and_test(sahayak: Sahayak, line: Side) -> None:
    ended = sahayak("line", "set-up", line.address)
    assert (ended.code, ended.err) == (0, "")
    assert line.platform.webhook == f"{line.address}/webhooks/line"
    assert "Webhook redelivery" in ended.out
    assert sahayak("line", "test").code == 0


def test_before_set_up_there_is_nothing_to_test(sahayak: Sahayak, line: Side) -> None:
    assert_explained(sahayak("line", "test"), "sahayak line set-up")


@pytest.mark.parametrize(
    ("secret", "path", "cure"),
    [("another secret", "", "SAHAYAK_LINE_SECRET"), (SECRET, "/elsewhere", "nothing is served")],
)
def test_a_webhook_that_does_not_answer_well(sahayak: Sahayak, line: Side, secret: str, path: str, cure: str) -> None:
    with in_a_thread(assistant(secret)) as (address,):
        ended = sahayak("line", "set-up", address + path)
    assert ended.code == 1
    assert cure in ended.err


def test_a_webhook_that_nobody_serves(sahayak: Sahayak, line: Side) -> None:
    ended = sahayak("line", "set-up", "http://127.0.0.1:9")
    assert ended.code == 1
    assert "LINE cannot reach it" in ended.err


def test_a_webhook_that_the_console_switched_off(sahayak: Sahayak, line: Side) -> None:
    line.platform.webhook_used = False
    ended = sahayak("line", "set-up", line.address)
    assert ended.code == 1
    assert '"Use webhook" is off' in ended.err


@pytest.mark.parametrize("address", ["http://help.example", "help.example", "", "https://" + "x" * 600 + ".example"])
def test_an_address_that_line_would_not_take(sahayak: Sahayak, line: Side, address: str) -> None:
    assert_explained(sahayak("line", "set-up", address), "https" if len(address) < 600 else "longer than")


def test_without_secret_and_token(sahayak: Sahayak) -> None:
    assert_explained(sahayak("line", "test"), "SAHAYAK_LINE_SECRET", "SAHAYAK_LINE_TOKEN")


def test_with_another_token(sahayak: Sahayak, line: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAHAYAK_LINE_TOKEN", "another-token-of-somebody")
    ended = sahayak("line", "test")
    assert_explained(ended, "refused our token")
    assert "another-token-of-somebody" not in ended.err


def test_menus_in_every_form_and_again(sahayak: Sahayak, line: Side) -> None:
    ended = sahayak("line", "rich-menu")
    assert (ended.code, ended.err) == (0, "")
    menus = line.platform.menus
    assert set(menus.aliases) == {alias_of(form) for form in FORMS}
    assert menus.default == menus.aliases["sahayak-th"]
    before = set(menus.made)
    assert sahayak("line", "rich-menu", "--everybody", "en").code == 0
    assert len(menus.made) == len(FORMS)
    assert not before & set(menus.made)
    assert menus.default == menus.aliases["sahayak-en"]
    assert sahayak("line", "rich-menu", "--remove").code == 0
    assert (menus.made, menus.aliases) == ({}, {})
    assert "no menus" in sahayak("line", "rich-menu", "--remove").out


def test_one_menu_alone(sahayak: Sahayak, line: Side) -> None:
    assert sahayak("line", "rich-menu", "--form", "gu").code == 0
    assert set(line.platform.menus.aliases) == {"sahayak-gu"}
    assert line.platform.menus.default == ""


def test_a_form_that_is_none(sahayak: Sahayak, line: Side) -> None:
    assert_explained(sahayak("line", "rich-menu", "--form", "bn"), "bn", "gu-Latn")


def test_a_menu_that_fails_leaves_the_old_one(sahayak: Sahayak, line: Side) -> None:
    sahayak("line", "rich-menu", "--form", "th")
    old = line.platform.menus.aliases["sahayak-th"]
    line.faults.plan("menu-image", "500")
    ended = sahayak("line", "rich-menu", "--form", "th")
    assert ended.code == 1
    assert "Run this again" in ended.err
    assert line.platform.menus.aliases["sahayak-th"] == old
    assert old in line.platform.menus.images


def test_pictures_of_ones_own(sahayak: Sahayak, line: Side, tmp_path: Path) -> None:
    Image.new("RGB", (WIDTH, HEIGHT), "red").save(tmp_path / "th.png")
    assert sahayak("line", "rich-menu", "--form", "th", "--pictures", tmp_path).code == 0
    (sent,) = line.platform.menus.images.values()
    assert sent == (tmp_path / "th.png").read_bytes()


@pytest.mark.parametrize("wrong", [None, b"", b"GIF89a", (10, 10)], ids=["missing", "empty", "no png", "too small"])
def test_pictures_that_do_not_fit(
    sahayak: Sahayak, line: Side, tmp_path: Path, wrong: bytes | tuple[int, int] | None
) -> None:
    if isinstance(wrong, bytes):
        (tmp_path / "th.png").write_bytes(wrong)
    elif wrong:
        Image.new("RGB", wrong, "red").save(tmp_path / "th.png")
    ended = sahayak("line", "rich-menu", "--form", "th", "--pictures", tmp_path)
    assert_explained(ended, "1200 by 810")
    assert line.platform.menus.made == {}


def test_pictures_to_look_at(sahayak: Sahayak, tmp_path: Path) -> None:
    ended = sahayak("line", "rich-menu", "--save", tmp_path / "menus")
    assert ended.code == 0
    assert sorted(path.stem for path in (tmp_path / "menus").iterdir()) == sorted(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_every_menu_is_one_that_line_takes(form: str) -> None:
    menus = Menus()
    assert menus.problem(menu_of(form)) == ""
    assert menus.upload(menus.create(menu_of(form)), line_picture.picture_of(form)) == ""
    assert {field.command for field in fields_of(form)} <= set(COMMANDS)


@pytest.mark.parametrize("form", ["hi", "gu", "th"])
def test_words_are_drawn_in_their_script(form: str) -> None:
    """A font without the script draws the same empty box for every letter."""
    assert line_picture.picture_of(form) != line_picture.picture_of("en")
    font = line_picture._font(form, 40)
    boxes = {bytes(font.getmask(letter)) for letter in {"hi": "कखग", "gu": "કખગ", "th": "กขค"}[form]}
    assert len(boxes) == 3


def test_a_font_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(line_picture.FONTS, "th", "NoSuchFont-Bold.ttf")
    with pytest.raises(line_picture.NoPicture, match="fonts-noto-core"):
        line_picture.picture_of("th")


def test_letters_that_cannot_be_shaped_are_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_picture.features, "check", lambda name: False)
    with pytest.raises(line_picture.NoPicture, match="raqm"):
        line_picture.picture_of("hi")


def test_a_picture_is_small(tmp_path: Path) -> None:
    drawn = line_picture.picture_of("gu")
    with Image.open(BytesIO(drawn)) as image:
        assert image.size == (WIDTH, HEIGHT)
    assert len(drawn) < 100_000
