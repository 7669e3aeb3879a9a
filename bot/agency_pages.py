"""The page an agency opens from its letter: the case as far as it may know it, and what it can answer.

No account: the link is signed, expires and is for one referral. Looking changes nothing (mail scanners look, too);
each form carries an act link that works once, so that a copied or repeated one does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, select_autoescape
from sqlalchemy.engine import Connection

from actions import agencies, cases, entitlements, referrals
from actions.agency_links import AgencyLinks, Shut
from actions.events import Actor
from actions.referral_states import DECLINE_REASONS, FAIL_REASONS, OUTCOMES, Action
from actions.referrals import Referral
from bot.channel_routes import read
from bot.desk_words import moment, told_words, value_words
from bot.replies import LANGUAGE_NAMES
from bot.wording import say
from records.database import Database

PAGE = Path(__file__).parent / "agency_page"
#: A letter of Thai or an emoji takes nine to twelve bytes of a form.
LARGEST_BODY, LONGEST_NOTE = 100_000, 2_000
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    # The address is the key: it must not travel to other sites, caches or search engines.
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
}
#: Referral state -> what the page offers there.
OFFERED: dict[str, tuple[str, ...]] = {
    "sent": ("see", "accept", "decline"),
    "seen": ("accept", "decline"),
    "accepted": ("progress", "complete", "fail"),
    "in_progress": ("progress", "complete", "fail"),
}
_CODES = {"decline": DECLINE_REASONS, "fail": FAIL_REASONS, "complete": OUTCOMES}
#: Languages the page can be read in, by programme; the first unless another is chosen.
FORMS_OF = {"th-ssrc": ("th", "en"), "in-msme": ("en", "hi", "gu")}
#: What is said when the link does not tell whose it is.
READ = ("en", "th", "hi", "gu")


@dataclass(frozen=True)
class AgencyPages:
    database: Database
    links: AgencyLinks
    now: Callable[[], datetime]

    def add(self, app: FastAPI) -> None:
        app.mount("/agency-page", StaticFiles(directory=PAGE), name="agency-page")

        @app.get("/agency/{token}")
        async def look(token: str, lang: str = "") -> Response:
            if not self.links.is_ours(token):
                return _altered(lang)
            with self.database.write() as connection:
                return self._shown(connection, token, lang)

        @app.post("/agency/{token}")
        async def answer(token: str, request: Request, lang: str = "") -> Response:
            given = await _form(request)
            if not self.links.is_ours(token):
                return _altered(lang)
            with self.database.write() as connection:
                forms = self._forms(connection, token)
                said = self._act(connection, token, given)
                return self._shown(connection, token, lang, said, forms)

    def _forms(self, connection: Connection, token: str) -> Sequence[str]:
        """What the agency reads; every language when the link does not tell."""
        page = self.links.open(connection, token, self.now())
        if isinstance(page, Shut):
            return READ
        return FORMS_OF[cases.get(connection, referrals.get(connection, page.referral).case).programme]

    def _act(self, connection: Connection, token: str, given: dict[str, str]) -> str:
        """Take the step once; the key of what is said about it."""
        now = self.now()
        page = self.links.open(connection, token, now)
        if isinstance(page, Shut):
            return f"agency-{page.reason}"
        do, code, note = given.get("do", ""), given.get("code") or None, given.get("note", "")[:LONGEST_NOTE]
        referral = referrals.get(connection, page.referral)
        if do not in OFFERED.get(referral.state, ()):
            return "agency-wrong-state"
        if do in _CODES and code not in _CODES[do]:
            return "agency-needs-code"
        if do == "progress" and not note.strip():
            return "agency-needs-note"
        spent = self.links.spend(connection, given.get("act", ""), now)
        if isinstance(spent, Shut) or spent.referral != page.referral:
            return "agency-used"
        return self._step(connection, referral, do, code, note, given["act"], now)

    def _step(
        self, connection: Connection, referral: Referral, do: str, code: str | None, note: str, act: str, now: datetime
    ) -> str:
        actor, key = Actor(kind="agency", id=referral.agency), f"link:{act[-40:]}"
        if do == "progress":
            done = referrals.progress(connection, referral.id, actor, note, key, now)
        else:
            step: Action = do  # type: ignore[assignment]
            done = referrals.act(connection, referral.id, step, actor, key, now, code=code, note=note)
        return f"agency-{done.refused.why}" if done.refused else f"agency-did-{do}"

    def _shown(
        self, connection: Connection, token: str, lang: str, said: str = "", forms: Sequence[str] = ()
    ) -> Response:
        now = self.now()
        page = self.links.open(connection, token, now)
        if isinstance(page, Shut):
            did = said.startswith("agency-did-")
            known = forms if did else READ
            shown = (lang,) if lang in known else known[:1] if did else known
            texts = [(one, say(one, said if did else f"agency-{page.reason}")) for one in shown]
            return _html("shut.html", 200 if did else 410, shown[0], texts=texts)
        referral = referrals.get(connection, page.referral)
        case = cases.get(connection, referral.case)
        agency = agencies.load(case.programme).get(referral.agency)
        forms = FORMS_OF[case.programme]
        form = _form_or(lang, forms)
        told = entitlements.told(connection, case, agency)
        offered = [(do, _CODES.get(do, ())) for do in OFFERED.get(referral.state, ())]
        return _html(
            "referral.html",
            200,
            form,
            said=said,
            forms=forms,
            names=LANGUAGE_NAMES,
            reference=case.reference,
            agency=agency.name(form),
            state=referral.state.replace("_", "-"),
            need=value_words("needs", [referral.need], case.programme, form),
            due=moment(referral.due_at, case.programme) if referral.due_at else "",
            fields=told_words(told, case.programme, form),
            offered=[(do, codes, self.links.act(connection, referral.id, now)) for do, codes in offered],
        )


def _altered(lang: str) -> Response:
    """Before any transaction: whoever makes links up must not keep others from writing."""
    shown = (lang,) if lang in READ else READ
    return _html("shut.html", 410, shown[0], texts=[(one, say(one, "agency-altered")) for one in shown])


_TEMPLATES = Environment(loader=FileSystemLoader(PAGE), autoescape=select_autoescape(["html"]), trim_blocks=True)


def _form_or(lang: str, forms: Sequence[str]) -> str:
    return lang if lang in forms else forms[0]


def _html(name: str, status: int, form: str, **values: Any) -> Response:
    text = _TEMPLATES.get_template(name).render(say=partial(say, form), form=form, **values)
    return HTMLResponse(text, status, headers=HEADERS)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a small form; what is too large or broken has none."""
    try:
        body = await read(request, LARGEST_BODY)
        found = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
    except ValueError:  # too large (BadRequest), or more fields than the page has
        return {}
    return {name: values[0] for name, values in found.items()}
