"""/erase: somebody wants their data deleted and says so by letter, on the phone or in person."""

from __future__ import annotations

from datetime import timedelta

from actions import cases, erasure, events, staff_traces
from actions.cases import Case
from bot.certificate_words import certificate
from bot.officer_commands import Call, Wrong

#: What is typed behind the number to confirm, in every language.
CONFIRM = "delete"
#: A question of longer ago may have been about somebody else.
CONFIRM_WITHIN = timedelta(hours=1)


def erase(call: Call) -> str:
    """Asks first, with who it is; the same officer's second word carries it out, with the certificate to pass on."""
    case, rest = call.case()
    if cases.person(call.connection, case.id) is None:
        raise Wrong(call.say("officer-erased"))
    if rest.casefold() != CONFIRM or not _asked(call, case):
        return _ask(call, case)
    made = erasure.erase_applicant(call.connection, case.applicant, call.actor, call.key, call.now)
    turn, _, place = call.key.partition(":")
    if place == "0":  # nothing stands before it: the certificate, which names nobody, may stay in the officer's chat
        staff_traces.unlink(call.connection, turn)
    return "\n".join([call.say("officer-erase-done"), certificate(made, call.form)])


def _asked(call: Call, case: Case) -> bool:
    return any(
        one.kind == "erase_asked" and one.actor == call.actor and call.now - one.at <= CONFIRM_WITHIN
        for one in events.of_case(call.connection, case.id)
    )


def _ask(call: Call, case: Case) -> str:
    person = cases.person(call.connection, case.id) or {}
    theirs = cases.of_applicant(call.connection, case.applicant)
    events.append(call.connection, case.id, "erase_asked", call.actor, f"{call.key}:erase_asked", call.now)
    return call.say(
        "officer-erase-ask",
        name=person["name"],
        phone=person["phone"],
        count=len(theirs),
        references=", ".join(one.reference for one in theirs),
        command=f"/erase {case.reference} {CONFIRM}",
    )
