"""Cases, queues and referrals as officers read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.engine import Connection

from actions import agencies, assessments, entitlements, events, referrals
from actions.agencies import Agency
from actions.assessments import Assessment
from actions.cases import Case
from actions.events import Event
from actions.intake_spec import BY_NAME, FIELDS
from actions.queue import Line
from actions.referral_states import TRANSITIONS
from actions.referrals import Referral
from bot.desk_words import label, moment, value_words
from bot.reason_words import reason
from bot.wording import has, say

#: Events shown of a case, the latest; all of them are in the records.
MOST_EVENTS = 12
#: Answers that would change the group, shown at once.
MOST_CHANGES = 6
_SCALES = ("finance", "management", "limit")


def queue_line(line: Line, form: str, now: datetime) -> str:
    parts = [line.reference, say(form, f"officer-urgency-{line.urgency}")]
    if line.group:
        parts.append(say(form, "officer-group-short", group=line.group))
    if line.due_at:
        late = "⚠ " if line.due_at < now else ""
        parts.append(late + say(form, "officer-due", due=moment(line.due_at, line.programme)))
    if line.next_step:
        parts.append(say(form, line.next_step))
    return "• " + " · ".join(parts)


def case_text(connection: Connection, case: Case, form: str, checked_since: date) -> str:
    told = [*_head(case, form), "", *_facts(connection, case, form)]
    history = assessments.history(connection, case.id)
    if history:
        told += ["", *_triage(connection, history, case, form)]
    mine = referrals.of_case(connection, case.id)
    if mine:
        told += ["", say(form, "officer-referrals"), *(referral_line(one, case, form, checked_since) for one in mine)]
    log = events.of_case(connection, case.id)
    told += ["", say(form, "officer-events"), *(_event(connection, one, case, form) for one in log[-MOST_EVENTS:])]
    return "\n".join(told)


def _head(case: Case, form: str) -> list[str]:
    owner = case.owner or say(form, "officer-nobody")
    lines = [
        say(form, "officer-case", reference=case.reference, state=say(form, f"officer-state-{case.state}")),
        f"{say(form, f'officer-urgency-{case.urgency}')} · {say(form, 'officer-owner', owner=owner)}",
        say(form, "officer-origin", origin=say(form, f"origin-{case.origin}")),
    ]
    if case.next_step:
        lines.append(say(form, case.next_step))
    if case.due_at:
        lines.append(say(form, "officer-due", due=moment(case.due_at, case.programme)))
    if case.outcome:
        lines.append(case.outcome if case.outcome == "erased" else say(form, f"outcome-{case.outcome}"))
    return lines


def _facts(connection: Connection, case: Case, form: str) -> list[str]:
    """Everything that the person told: the desk is entitled to it, agencies to less."""
    known = entitlements.everything(connection, case)
    if known is None:
        return [say(form, "officer-erased")]
    found = [(one.name, known.get(one.name)) for one in FIELDS]
    return [
        f"{label(name, form)}: {value_words(name, value, case.programme, form)}"
        for name, value in found
        if value not in (None, "", [])
    ]


def _triage(connection: Connection, history: list[Assessment], case: Case, form: str) -> list[str]:
    last = history[-1]
    decision = last.decision
    lines = [say(form, "officer-triage", group=say(form, f"officer-group-{decision.group}"), version=decision.version)]
    if last.override_by:
        before = next((one.decision.group for one in reversed(history) if not one.override_by), decision.group)
        text = events.read_note(connection, last.override_note) if last.override_note else None
        lines.append(say(form, "officer-overridden", officer=last.override_by, group=before, why=text or "–"))
    for one in decision.contributions:
        answers = "; ".join(_answer(field, told, case, form) for field, told in one.answers.items())
        lines.append(f"• {answers}: {_points(one.points, form)}")
    lines += [say(form, "officer-scores", points=_points(decision.scores, form))]
    others = [change for change in decision.changes if change.group != decision.group]
    for change in others[:MOST_CHANGES]:
        told = _answer(change.field, change.value, case, form)
        key = "officer-would-be" if change.given else "officer-would-be-without"
        lines.append(f"• {say(form, key, answer=told, group=change.group)}")
    if decision.missing:
        names = ", ".join(label(field, form) for field in decision.missing)
        lines.append(say(form, "officer-missing", fields=names))
    if decision.contradictions:
        lines.append(say(form, "officer-contradictions", rules=", ".join(decision.contradictions)))
    if decision.ask_officer:
        lines.append(say(form, "officer-look-first"))
    return lines


def _points(points: Mapping[str, int], form: str) -> str:
    return ", ".join(f"{say(form, f'officer-scale-{name}')} {points[name]:+d}" for name in _SCALES if points.get(name))


def _answer(field: str, told: str, case: Case, form: str) -> str:
    """Answers derived from others (distress, registered) have no question and keep their code."""
    if field not in BY_NAME:
        return f"{field} = {told}"
    values = ", ".join(value_words(field, one, case.programme, form) for one in told.split(", "))
    return f"{label(field, form)} = {values}"


def referral_line(one: Referral, case: Case, form: str, checked_since: date) -> str:
    """Number, agency, what it is asked for, state with its reason, and why it was proposed."""
    agency = agencies.load(case.programme).get(one.agency)
    need = value_words("needs", [one.need], case.programme, form)
    state = say(form, f"officer-state-{one.state.replace('_', '-')}")
    why = next((f": {_code(one.state, code, form)}" for code in (one.outcome, one.why) if code), "")
    lines = [f"{one.rank}. {agency.name(form)} [{one.agency}] · {need} · {state}{why}"]
    if one.due_at and not one.paused_at:
        lines.append(f"   {say(form, 'officer-due', due=moment(one.due_at, case.programme))}")
    if one.state == "proposed":
        lines += [f"   {reason(because['key'], because['args'], form)}" for because in one.reasons]
        if agency.checked_on < checked_since:
            lines.append(f"   {say(form, 'officer-stale', date=agency.checked_on.isoformat())}")
    return "\n".join(lines)


def _code(state: str, code: str, form: str) -> str:
    step = {"declined": "decline", "failed": "fail", "completed": "complete"}.get(state, "recall")
    key = f"agency-{step}-{code}"
    return say(form, key) if has(form, key) else code


def contacts(agency: Agency, form: str) -> str:
    """How the directory says it can be reached; what must be checked first is marked."""
    check = say(form, "officer-check-first")
    return "; ".join(f"{one.kind} {one.value}{f' ({check})' if one.verify else ''}" for one in agency.channels)


def _event(connection: Connection, one: Event, case: Case, form: str) -> str:
    """When, what, who and why; hand-written words stand behind it while they are kept."""
    parts = [moment(one.at, case.programme), _event_name(one.kind, form)]
    if agency := one.data.get("agency"):
        parts.append(str(agency))
    if "from" in one.data or "to" in one.data:
        parts.append(f"{one.data.get('from') or '–'} → {one.data.get('to') or '–'}")
    parts.append(say(form, f"officer-actor-{one.actor.kind}") + (f" {one.actor.id}" if _names(one) else ""))
    told = " · ".join(parts) + (f" ({one.why})" if one.why else "")
    text = events.read_note(connection, one.data["note"]) if "note" in one.data else None
    return f"{told}\n   “{text}”" if text else told


#: A referral's step is told by the state it leads to.
_LEADS_TO = {f"referral_{action}": state for (_, action), state in TRANSITIONS.items() if action != "bounce"}


def _event_name(kind: str, form: str) -> str:
    if kind in ("referral_proposed", *_LEADS_TO):
        return say(form, f"officer-state-{_LEADS_TO.get(kind, 'proposed').replace('_', '-')}")
    key = f"officer-event-{kind.replace('_', '-')}"
    return say(form, key) if has(form, key) else kind


def _names(one: Event) -> bool:
    return one.actor.kind in ("officer", "agency")
