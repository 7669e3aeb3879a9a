"""Officers' commands for a case itself: queue, case, take, assign, note, group, wait, resume, close."""

from __future__ import annotations

from typing import get_args

from actions import assessments, cases, desk, people, referral_clocks
from actions import queue as queues
from actions.assessments import OVERRIDE_REASONS
from actions.cases import Case
from actions.desk import CLOSINGS
from actions.queue import View
from bot import officer_words
from bot.officer_commands import Call, Wrong, find_colleague

VIEWS: tuple[str, ...] = get_args(View)


def queue(call: Call) -> str:
    """mine, unassigned or overdue; a number behind it is the page."""
    asked = call.rest.lower().split()
    view = asked[0] if asked and not asked[0].isdecimal() else "mine"
    if view not in VIEWS:
        raise Wrong(call.say("officer-which-view", typed=view[:20]))
    page = next((int(one) for one in asked if one.isdecimal()), 1)
    counts = queues.counts(call.connection, call.person.id, call.now)
    start = queues.PAGE * (max(1, min(page, 10_000)) - 1)
    lines = queues.page(call.connection, view, call.person.id, call.now, offset=start)  # type: ignore[arg-type]
    total = {"mine": counts.mine, "unassigned": counts.unassigned, "overdue": counts.overdue}[view]
    told = [call.say(f"officer-queue-{view}", count=total)]
    told += [officer_words.queue_line(line, call.form, call.now) for line in lines]
    if total > start + len(lines) and lines:
        told.append(call.say("officer-queue-more", command=f"/queue {view} {page + 1}"))
    others = {name: number for name, number in vars(counts).items() if name != view}
    told.append(" · ".join(f"/queue {name}: {number}" for name, number in others.items()))
    return "\n".join(told)


def show(call: Call) -> str:
    case, _ = call.case()
    return officer_words.case_text(call.connection, case, call.form, call.checked_since)


def take(call: Call) -> str:
    case, _ = call.open_case()
    if case.owner == call.person.id:
        return call.say("officer-yours-already", reference=case.reference)
    desk.assign(call.connection, case, call.person.id, call.actor, call.key, call.now)
    return call.say("officer-taken", reference=case.reference)


def assign(call: Call) -> str:
    case, typed = call.open_case()
    if not typed:
        raise Wrong(call.say("officer-which-person"))
    if typed in ("-", "nobody"):
        desk.assign(call.connection, case, None, call.actor, call.key, call.now)
        return call.say("officer-unassigned", reference=case.reference)
    colleague = call.person if typed in ("me", call.person.id) else find_colleague(call.connection, typed)
    if colleague is None or colleague.role not in ("officer", "admin"):
        raise Wrong(call.say("officer-no-such-person", typed=typed[:40]))
    desk.assign(call.connection, case, colleague.id, call.actor, call.key, call.now)
    if colleague.id != call.person.id:
        args = {"reference": case.reference, "person": call.person.name}
        people.tell(call.connection, colleague.id, f"{call.key}:given", "officer-given", args, call.now)
    return call.say("officer-assigned", reference=case.reference, person=colleague.name)


def note(call: Call) -> str:
    case, text = call.case()
    if not text:
        raise Wrong(call.say("officer-needs-text"))
    if cases.person(call.connection, case.id) is None:
        raise Wrong(call.say("officer-erased"))
    desk.note(call.connection, case, text, call.actor, call.key, call.now)
    return call.say("officer-noted", reference=case.reference)


def group(call: Call) -> str:
    case, rest = call.open_case()
    number, reason, text = (*rest.split(maxsplit=2), "", "", "")[:3]
    if number not in ("1", "2", "3"):
        raise Wrong(call.say("officer-which-group"))
    if reason not in OVERRIDE_REASONS or not text.strip():
        raise Wrong(call.say("officer-which-reason", codes=", ".join(OVERRIDE_REASONS)))
    officer = call.person.id
    assessments.override(call.connection, case, int(number), officer, reason, text, call.key, call.now)
    return call.say("officer-group-set", reference=case.reference, group=call.say(f"officer-group-{number}"))


def wait(call: Call) -> str:
    case, question = call.open_case()
    if not question:
        raise Wrong(call.say("officer-needs-question"))
    if case.state == "waiting":
        raise Wrong(call.say("officer-waits-already", reference=case.reference))
    referral_clocks.pause(call.connection, case, call.actor, call.key, call.now, question)
    told = call.say("officer-waiting", reference=case.reference)
    return told if case.conversation else f"{told}\n{call_them(call, case)}"


def resume(call: Call) -> str:
    case, _ = call.open_case()
    if case.state != "waiting":
        raise Wrong(call.say("officer-not-waiting", reference=case.reference))
    referral_clocks.resume(call.connection, case, call.actor, call.key, call.now)
    return call.say("officer-resumed", reference=case.reference)


def close(call: Call) -> str:
    case, rest = call.open_case()
    outcome, text = (*rest.split(maxsplit=1), "", "")[:2]
    if outcome not in CLOSINGS:
        raise Wrong(call.say("officer-which-outcome", codes=", ".join(CLOSINGS)))
    if text.strip():
        desk.note(call.connection, case, text, call.actor, f"{call.key}:why", call.now)
    desk.close(call.connection, case, outcome, call.actor, call.key, call.now)
    told = call.say("officer-closed", reference=case.reference)
    return told if case.conversation else f"{told}\n{call_them(call, case)}"


def call_them(call: Call, case: Case) -> str:
    """Who came by letter, phone or in person has no chat: an officer tells them."""
    person = cases.person(call.connection, case.id)
    return call.say("officer-call-them", phone=person["phone"] if person else "–")
