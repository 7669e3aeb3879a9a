"""Officers' commands for referrals: propose, send, print, and enter what an agency said on the phone."""

from __future__ import annotations

from collections.abc import Sequence

from actions import agencies, events, referrals
from actions.cases import Case
from actions.intake_spec import NEEDS
from actions.referral_states import AT_AGENCY, CODES, TRANSITIONS, Action, Refused, path
from actions.referrals import Referral
from bot import officer_words
from bot.officer_commands import Call, Wrong
from bot.referral_letters import Letter


def refer(call: Call) -> str:
    case, rest = call.open_case()
    directory = agencies.load(case.programme)
    agency, need = (*rest.split(maxsplit=1), "", "")[:2]
    known = [one.id for one in directory.agencies if one.merged_into is None]
    if agency not in known:
        raise Wrong(call.say("officer-which-agency", codes=", ".join(known)))
    wanted = need.strip() or _need_of(directory.get(agency), case)
    if wanted not in NEEDS:
        raise Wrong(call.say("officer-which-need", codes=", ".join(NEEDS)))
    made = referrals.refer(call.connection, case, agency, wanted, call.person.id, call.key, call.now)
    name = directory.get(agency).name(call.form)
    return call.say("officer-referred", agency=name, command=f"/send {case.reference} {made.rank}")


def _need_of(agency: agencies.Agency, case: Case) -> str:
    """What the person wants and the agency helps with most."""
    able = [need for need in case.needs if agency.helps.get(need)]
    return max(able, key=lambda need: agency.helps[need]) if able else (list(case.needs) or ["other"])[0]


def send(call: Call) -> str:
    case, rest = call.open_case()
    chosen, _ = _pick(call, case, rest, "send")
    sent = call.dispatch.send(call.connection, chosen.id, call.person.id, call.key, call.now)
    if isinstance(sent, Refused):
        raise Wrong(call.say(f"officer-refused-{sent.why}"))
    if sent.mailed:
        name = agencies.load(case.programme).get(chosen.agency).name(call.form)
        return call.say("officer-mailed", agency=name, address=sent.mailed)
    return _to_pass_on(call, case, chosen, sent)


def letter(call: Call) -> str:
    """The letter alone, to be printed, with a fresh link; that it was made is an event."""
    case, rest = call.open_case()
    number, _ = _number(rest)
    # A letter with a working link can be made again while an agency has the case.
    able = [one for one in referrals.of_case(call.connection, case.id) if one.state in AT_AGENCY]
    chosen = _one(call, able, number)
    made = call.dispatch.letter(call.connection, chosen, call.now)
    data = {"referral": chosen.id, "agency": chosen.agency}
    events.append(call.connection, case.id, "letter_made", call.actor, f"{call.key}:letter", call.now, data=data)
    return made.text


def _to_pass_on(call: Call, case: Case, referral: Referral, made: Letter) -> str:
    """The letter, and where the agency can be reached; an entry without contact says that somebody must look."""
    agency = agencies.load(case.programme).get(referral.agency)
    contacts = officer_words.contacts(agency, call.form)
    how = call.say("officer-contacts", contacts=contacts) if contacts else call.say("officer-no-contact")
    return "\n".join([call.say("officer-letter", agency=agency.name(call.form)), how, "", made.text])


def seen(call: Call) -> str:
    return _act(call, "see")


def accept(call: Call) -> str:
    return _act(call, "accept")


def decline(call: Call) -> str:
    return _act(call, "decline")


def done(call: Call) -> str:
    return _act(call, "complete")


def failed(call: Call) -> str:
    return _act(call, "fail")


def recall(call: Call) -> str:
    return _act(call, "recall")


def progress(call: Call) -> str:
    case, rest = call.open_case()
    number, text = _number(rest)
    able = [one for one in referrals.of_case(call.connection, case.id) if one.state in ("accepted", "in_progress")]
    chosen = _one(call, able, number)
    if not text:
        raise Wrong(call.say("officer-needs-text"))
    came = referrals.progress(call.connection, chosen.id, call.actor, text, call.key, call.now)
    return _told(call, case, came)


def _act(call: Call, action: Action) -> str:
    case, rest = call.open_case()
    chosen, more = _pick(call, case, rest, action)
    code: str | None = None
    if action in CODES:
        code, more = (*more.split(maxsplit=1), "", "")[:2]
        if code not in CODES[action]:
            raise Wrong(call.say("officer-which-reason-of", codes=", ".join(CODES[action])))
    came = referrals.act(
        call.connection, chosen.id, action, call.actor, call.key, call.now, code=code, note=more
    )  # fmt: skip
    return _told(call, case, came)


def _told(call: Call, case: Case, came: referrals.Step) -> str:
    if came.refused:
        raise Wrong(call.say(f"officer-refused-{came.refused.why}"))
    lines = [officer_words.referral_line(came.referral, case, call.form, call.checked_since)]
    if came.next:
        lines.append(call.say("officer-next-best", command=f"/send {case.reference} {came.next.rank}"))
        lines.append(officer_words.referral_line(came.next, case, call.form, call.checked_since))
    return "\n".join(lines)


def _pick(call: Call, case: Case, rest: str, action: Action) -> tuple[Referral, str]:
    """The referral that can take this step: the one there is, or the one whose number was typed."""
    number, more = _number(rest)
    mine = referrals.of_case(call.connection, case.id)
    able = [one for one in mine if (one.state, path(one.state, action)[0]) in TRANSITIONS]
    return _one(call, able, number), more


def _one(call: Call, able: Sequence[Referral], number: int | None) -> Referral:
    if not able:
        raise Wrong(call.say("officer-no-such-referral"))
    chosen = [one for one in able if number in (None, one.rank)]
    if len(chosen) == 1:
        return chosen[0]
    raise Wrong(call.say("officer-which-referral", numbers=", ".join(str(one.rank) for one in able)))


def _number(rest: str) -> tuple[int | None, str]:
    head, _, tail = rest.strip().partition(" ")
    return (int(head), tail.strip()) if head.isdecimal() and len(head) < 4 else (None, rest.strip())
