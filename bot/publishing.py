"""Publishing: a candidate is built aside, judged against the live bundle, and takes its place in one step.

Killed anywhere, the live bundle stays what it was or is the new one, whole; the next publish goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from knowledge import history, publish, shelf
from knowledge.bundle import Bundle, BundleError, live_folder, make_live
from knowledge.difference import Difference, difference
from knowledge.history import Action, Record
from knowledge.publish import Change, Figures, Golden, Reply, Worse
from knowledge.review import Check, shown, unchecked
from knowledge.shelf import PublishError

Say = Callable[[str], None]
Ask = Callable[[Golden], Reply]


class Workshop(Protocol):
    """What publishing needs of the rest; bot/workshop.py is the real one."""

    build: Path
    margin: float  #: how far a figure may fall, 0.05: five in a hundred
    keep_bundles_days: int

    def name(self) -> str: ...  # of the bundle that the documents of now would make
    def make(self, out: Path) -> Path: ...
    def golden(self) -> Sequence[Golden]: ...
    def asker(self, bundle: Path) -> Ask: ...  # raises BundleError, UserProblem when it cannot be asked
    def checks(self, documents: Sequence[str]) -> dict[str, Check]: ...
    def stale(self) -> Sequence[str]: ...  # files left out, as their document has changed: documents/hi/in-x.md
    def cited(self) -> Collection[str] | None: ...  # bundles that stored answers cite; None: not known
    def now(self) -> datetime: ...
    def say(self, text: str) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Who wants what published, and why."""

    by: str
    why: str
    override: str = ""  #: the reason to publish although golden answers got worse
    signed: bool = True  #: new and changed documents must be signed by who checked them


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What publishing found. Not published and neither ``unsigned`` nor ``worse``: it was live already."""

    published: bool
    hash: str
    previous: str
    changes: tuple[Change, ...] = ()
    worse: tuple[Worse, ...] = ()
    unsigned: tuple[str, ...] = ()
    checked: dict[str, str] = field(default_factory=dict)
    stale: tuple[str, ...] = ()  #: translations and question files that the candidate is without
    before: Figures = field(default_factory=dict)
    after: Figures = field(default_factory=dict)
    note: str = ""  #: why nothing was compared, or that nothing has changed
    candidate: str = ""  #: its folder, while it is not published

    @property
    def refused(self) -> bool:
        return not self.published and bool(self.worse or self.unsigned)


def publish_now(workshop: Workshop, wish: Wish) -> Judgement:
    """Build, judge, and put live or refuse. Raises PublishError, DocumentError, BundleError."""
    if not wish.by.strip() or not wish.why.strip():
        raise PublishError("say who publishes and why: --by NAME --why TEXT; nothing was changed")
    with shelf.one_at_a_time(workshop.build):
        records = history.settle(shelf.history_file(workshop.build), shelf.live_name(workshop.build))
        name, live = workshop.name(), shelf.live_name(workshop.build)
        if name == live:
            return Judgement(published=False, hash=name, previous=live, note="the live bundle is made of just this")
        shelf.drop_other_candidates(workshop.build, name)
        candidate = workshop.make(shelf.candidate_folder(workshop.build, name))
        judged, differs = _judge(workshop, wish, candidate, live, records)
        if judged.unsigned or (judged.worse and not wish.override.strip()):
            _record(workshop, records, wish, judged, differs, "refused")
            return replace(judged, candidate=str(candidate))
        return _put_live(workshop, records, wish, judged, differs, candidate)


def _judge(
    workshop: Workshop, wish: Wish, candidate: Path, live: str, records: Sequence[Record]
) -> tuple[Judgement, Difference | None]:
    golden = workshop.golden()
    # A quick bundle is worse than any whole one: figures of the past must not keep people on it.
    quick = bool(live) and shelf.is_quick(live_folder(workshop.build))
    old = None if quick else _asker(workshop, live)
    differs = _difference(workshop, live, candidate)
    restated = differs.restated if differs else ()
    checks = workshop.checks(restated)
    unsigned = tuple(unchecked(restated, checks)) if wish.signed else ()
    workshop.say(f"asking {len(golden)} golden questions of the candidate {candidate.name}")
    ask = workshop.asker(candidate)
    after = [ask(question) for question in golden]
    now = publish.figures(golden, after)
    then, note = {} if quick else _comparable(history.newest_figures(records), now), ""
    changes: tuple[Change, ...] = ()
    if old:
        workshop.say(f"asking them of the live bundle {live}")
        before = [old(question) for question in golden]
        then, changes = publish.figures(golden, before), publish.compare(golden, before, after)
    elif quick:
        note = "nothing to compare with: what is live is a quick bundle"
    elif then:
        note = "no whole bundle of this version is live: compared with the figures of the last publish in the history"
    else:
        note = "nothing to compare with: no bundle is live that this version can ask"
    judged = Judgement(
        published=False, hash=candidate.name, previous=live, changes=changes, note=note, unsigned=unsigned,
        worse=publish.gate(then, now, workshop.margin), before=then, after=now,
        checked={name: shown(check) for name, check in checks.items()}, stale=tuple(workshop.stale()),
    )  # fmt: skip
    return judged, differs


def _comparable(then: Figures, now: Figures) -> Figures:
    """Of old figures, those of the same questions: a form whose golden questions have grown since says nothing."""
    return {
        form: shares
        for form, shares in then.items()
        if form in now and all(shares[measure].asked == now[form][measure].asked for measure in publish.MEASURES)
    }


def _difference(workshop: Workshop, live: str, candidate: Path) -> Difference | None:
    if not live:
        return None
    try:
        return difference(Bundle(shelf.find(workshop.build, shelf.LIVE)), Bundle(candidate))
    except BundleError:
        return None  # of another version


def _asker(workshop: Workshop, live: str) -> Ask | None:
    """None when nothing is live, or what is live is of another version or another encoder."""
    if not live:
        return None
    try:
        return workshop.asker(shelf.find(workshop.build, shelf.LIVE))
    except (BundleError, ValueError):
        return None


def _put_live(
    workshop: Workshop,
    records: Sequence[Record],
    wish: Wish,
    judged: Judgement,
    differs: Difference | None,
    candidate: Path,
) -> Judgement:
    workshop.say(f"putting {judged.hash} live")
    bundle = shelf.shelve(workshop.build, candidate)
    number = _record(workshop, records, wish, judged, differs, "publish")
    workshop.say("recorded")
    make_live(workshop.build, bundle)
    workshop.say("live")
    history.confirm(shelf.history_file(workshop.build), number)
    clear(workshop)
    return replace(judged, published=True)


def _record(
    workshop: Workshop,
    records: Sequence[Record],
    wish: Wish,
    judged: Judgement,
    differs: Difference | None,
    action: Action,
) -> int:
    number = max((record.number for record in records), default=0) + 1
    documents = (
        {"added": differs.added, "changed": differs.changed, "removed": differs.removed} if differs else {}
    )  # fmt: skip
    record = Record(
        number=number, at=workshop.now().isoformat(timespec="seconds"), by=wish.by.strip(), why=wish.why.strip(),
        action=action, hash=judged.hash, previous=judged.previous,
        override=wish.override.strip() if judged.worse else "",
        figures=judged.after, changed_answers=len(judged.changes), checked=judged.checked,
        documents={kind: names for kind, names in documents.items() if names},
    )  # fmt: skip
    history.append(shelf.history_file(workshop.build), record)
    return number


def put_live(workshop: Workshop, bundle: Path, wish: Wish, action: Action) -> Record:
    """A bundle of ``bundles/`` goes live as it is: the first one, or going back. The lock is the caller's."""
    live = shelf.live_name(workshop.build)
    records = history.settle(shelf.history_file(workshop.build), live)
    judged = Judgement(published=True, hash=bundle.name, previous=live, after=history.figures_of(records, bundle.name))
    number = _record(workshop, records, wish, judged, None, action)
    make_live(workshop.build, bundle)
    history.confirm(shelf.history_file(workshop.build), number)
    return history.read(shelf.history_file(workshop.build))[-1]


def roll_back(workshop: Workshop, wanted: str, wish: Wish) -> Record:
    """Put the bundle before, or the one named, live again; nothing is built. Raises PublishError, BundleError."""
    if not wish.by.strip() or not wish.why.strip():
        raise PublishError("say who rolls back and why: --by NAME --why TEXT; nothing was changed")
    with shelf.one_at_a_time(workshop.build):
        live = shelf.live_name(workshop.build)
        records = history.settle(shelf.history_file(workshop.build), live)
        name = wanted or history.was_before(records, live)
        if not name:
            raise PublishError("the history does not tell what was live before; name a bundle of: sahayak kb history")
        bundle = shelf.find(workshop.build, name)
        if bundle.parent.name != "bundles":
            raise PublishError(f"{bundle.name} was never published; to publish it: sahayak kb publish --why TEXT")
        if bundle.name == live:
            raise PublishError(f"{live} is live already; nothing was changed")
        workshop.asker(bundle)  # one that this version cannot read must not go live
        return put_live(workshop, bundle, wish, "rollback")


def clear(workshop: Workshop) -> list[str]:
    """Remove bundles that nothing needs any more; see publish.old_enough. Returns their names."""
    live = shelf.live_name(workshop.build)
    records = history.read(shelf.history_file(workshop.build))
    return publish.prune(
        workshop.build,
        keep={live, history.was_before(records, live)},
        last_live=history.last_live(records),
        cited=workshop.cited(),
        keep_days=workshop.keep_bundles_days,
        now=workshop.now(),
    )
