"""Letters by e-mail, against a real mail server of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.channels import email
from bot.channels.base import BadRequest, Delivery, DeliveryFailed
from bot.channels.email import Email, message_id
from bot.errors import Code
from bot.messages import Reply
from bot.settings import Settings, SettingsError
from tests.bot.channels.smtp_side import Postmaster, running
from tests.fakes import START

SECRET = "s" * 20
FROM = "desk@sahayak.example"
TEXTS = {
    "en": ("Case IN-26-000001-7: please help", "To the office:\n\nA weaver asks for help.\n.\nA single dot above."),
    "hi": ("केस IN-26-000001-7: कृपया मदद करें", "एक बुनकर ने मदद माँगी है। भुगतान नहीं मिला।"),
    "gu": ("કેસ IN-26-000001-7: કૃપા કરી મદદ કરો", "એક વણકરે મદદ માગી છે."),
    "th": ("เรื่อง TH-26-000001-4: โปรดช่วยเหลือ", "ผู้ประกอบการขอความช่วยเหลือเรื่องหนี้\nโปรดตอบ"),
    "hi-Latn": ("Case IN-26-000001-7: kripya madad karein", "Ek bunkar ne madad maangi hai 🙏🏽"),
    "gu-Latn": ("Case IN-26-000001-7: krupa kari madad karo", "Ek vankare madad magi chhe 🧵"),
}


@pytest.fixture
def postmaster() -> Postmaster:
    return Postmaster()


@pytest.fixture
def channel(postmaster: Postmaster) -> Iterator[Email]:
    with running(postmaster) as port:
        yield made(port)


def made(port: int, **more: Any) -> Email:
    values: dict[str, Any] = {
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_from": FROM,
        "smtp_starttls": False,
    } | more
    return Email(Settings(**values), SECRET, lambda: START)


def letter(text: str = "Hello", subject: str = "A case", address: str = "office@agency.example") -> Delivery:
    reply = Reply(text=text, language="en", subject=subject)
    return Delivery(id="referral:1.2:3", address=address, replies=(reply,))


@pytest.mark.parametrize("form", TEXTS)
async def test_a_letter_arrives_as_it_was_written(channel: Email, postmaster: Postmaster, form: str) -> None:
    subject, text = TEXTS[form]
    delivered = await channel.send(letter(text, subject))
    (got,) = postmaster.letters
    assert got["Subject"] == subject
    assert got.get_content().replace("\r\n", "\n").rstrip("\n") == text
    assert (got["To"], got["From"].addresses[0].addr_spec) == ("office@agency.example", FROM)
    assert got["Auto-Submitted"] == "auto-generated"
    assert delivered.platform_ids == (got["Message-ID"],)
    assert postmaster.taken[0].rcpt_tos == ["office@agency.example"]


async def test_a_repeated_letter_is_recognisable_and_another_is_another(channel: Email, postmaster: Postmaster) -> None:
    await channel.send(letter())
    await channel.send(letter())
    first, second = [one["Message-ID"] for one in postmaster.letters]
    assert first == second == message_id("referral:1.2:3", SECRET, FROM)
    assert first != message_id("referral:1.2:4", SECRET, FROM)
    assert first != message_id("referral:1.2:3", "t" * 20, FROM), "nobody makes one up without the secret"


@pytest.mark.parametrize(
    "subject",
    [
        "Case\r\nBcc: everybody@else.example",
        "Case\nX-Evil: 1",
        "Case\x0bX: 1",
        "Case\u2028Bcc: x@y.example",
        "ก\r\n\r\nbody",
    ],
)
async def test_a_subject_cannot_begin_another_header(channel: Email, postmaster: Postmaster, subject: str) -> None:
    await channel.send(letter("the body", subject))
    (got,) = postmaster.letters
    assert not {"Bcc", "X-Evil", "X"} & set(got.keys())
    assert got["Subject"] == " ".join(subject.split())
    assert got.get_content().strip() == "the body"
    assert postmaster.taken[0].rcpt_tos == ["office@agency.example"]


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nRCPT TO:<x@y.example>",
        "a@b.example, x@y.example",
        "<a@b.example>",
        "no address",
        "",
        "a@b",
        "ก@b.example",
    ],
)
async def test_what_is_no_single_mailbox_gets_nothing(channel: Email, postmaster: Postmaster, address: str) -> None:
    with pytest.raises(DeliveryFailed) as failed:
        await channel.send(letter(address=address))
    assert failed.value.error.code is Code.BOUNCED
    assert not postmaster.taken


@pytest.mark.parametrize(
    ("at_rcpt", "at_data", "code", "retryable"),
    [
        ("550 5.1.1 no such user", "", Code.BOUNCED, False),
        ("551 user not local", "", Code.BOUNCED, False),
        ("553 name not allowed", "", Code.BOUNCED, False),
        ("554 no", "", Code.REFUSED, False),
        ("552 too much mail", "", Code.REFUSED, False),
        ("450 4.2.0 greylisted, try again later", "", Code.RATE_LIMITED, True),
        ("451 local error", "", Code.RATE_LIMITED, True),
        ("452 full", "", Code.RATE_LIMITED, True),
        ("421 going down", "", Code.PLATFORM_DOWN, True),
        ("", "451 try again", Code.RATE_LIMITED, True),
        ("", "554 looks like spam", Code.REFUSED, False),
        ("", "530 log in first", Code.UNAUTHORIZED, True),
    ],
)
async def test_a_refusal_is_one_of_the_closed_set(
    channel: Email, postmaster: Postmaster, at_rcpt: str, at_data: str, code: Code, retryable: bool
) -> None:
    postmaster.at_rcpt, postmaster.at_data = at_rcpt, at_data
    with pytest.raises(DeliveryFailed) as failed:
        await channel.send(letter())
    assert (failed.value.error.code, failed.value.error.retryable) == (code, retryable)
    assert not postmaster.taken
    assert "office" not in repr(failed.value.__cause__), "the address is in no error"


async def test_a_slow_server_is_given_up_for_now(
    channel: Email, postmaster: Postmaster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(email, "SEND_LIMIT", 0.2)
    postmaster.pause = 1.0
    with pytest.raises(DeliveryFailed) as failed:
        await channel.send(letter())
    assert failed.value.error.code is Code.UNREACHABLE


async def test_a_server_that_is_not_there() -> None:
    with pytest.raises(DeliveryFailed) as failed:
        await made(1).send(letter())
    assert failed.value.error.code is Code.UNREACHABLE


async def test_without_encryption_no_letter_leaves_unless_that_is_allowed(postmaster: Postmaster) -> None:
    with running(postmaster) as port, pytest.raises(DeliveryFailed):
        await made(port, smtp_starttls=True).send(letter())
    assert not postmaster.taken


async def test_status_says_whether_the_server_answers(channel: Email) -> None:
    assert (await channel.status())["server"].startswith("127.0.0.1:")
    with pytest.raises(DeliveryFailed):
        await made(1).status()


def test_nothing_comes_in_by_e_mail() -> None:
    with pytest.raises(BadRequest):
        made(25).parse({}, b"hello")


def test_without_a_server_there_is_no_channel() -> None:
    assert email.from_settings(Settings(), None) is None


@pytest.mark.parametrize("sender", ["", "desk", "desk@x.example\r\nBcc: y@z.example"])
def test_a_sender_that_is_no_address_is_said(sender: str) -> None:
    with pytest.raises(SettingsError, match="SAHAYAK_SMTP_FROM"):
        email.from_settings(Settings(smtp_host="mail.example", smtp_from=sender, desk_secret=SECRET), None)


def test_the_password_is_in_no_repr() -> None:
    settings = Settings(smtp_host="mail.example", smtp_from=FROM, smtp_password="hunter2-secret", desk_secret=SECRET)
    channel = email.from_settings(settings, None)
    assert "hunter2" not in repr(settings) + repr(channel) + repr(vars(channel))
