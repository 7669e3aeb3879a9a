"""What goes wrong on demand: one after the other from a list, or now and then by chance from a seed."""

from __future__ import annotations

import random
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Literal

CallKind = Literal["too_many", "server_error", "drop_before", "drop_after", "hang"]
UpdateKind = Literal["duplicate", "swap", "late"]


@dataclass(frozen=True)
class CallFault:
    """``drop_before``: the connection ends and nothing was done; ``drop_after``: it was done and the answer is lost."""

    kind: CallKind
    seconds: float = 1  #: of retry_after (whole ones), or of hanging
    status: int = 502


@dataclass(frozen=True)
class UpdateFault:
    """``swap``: changes places with the one before it, if that still waits; ``late``: held back."""

    kind: UpdateKind
    seconds: float = 0.5


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Chance of each fault per call or update, 0 to 1. ``cut``: a webhook's answer gets lost."""

    too_many: float = 0.0
    server_error: float = 0.0
    drop_before: float = 0.0
    drop_after: float = 0.0
    hang: float = 0.0
    duplicate: float = 0.0
    swap: float = 0.0
    late: float = 0.0
    cut: float = 0.0


CALL_KINDS: tuple[CallKind, ...] = ("too_many", "server_error", "drop_before", "drop_after", "hang")
UPDATE_KINDS: tuple[UpdateKind, ...] = ("duplicate", "swap", "late")


@dataclass
class Faults:
    """``plan`` is followed first; then chance decides. ``away`` drops every connection while it is set."""

    rates: Rates = Rates()
    chance: random.Random = field(default_factory=lambda: random.Random(0))
    away: bool = False
    #: Methods that chance leaves alone, so that a drill does not spend its time on them.
    spared: frozenset[str] = frozenset({"getMe", "setWebhook", "deleteWebhook", "getWebhookInfo"})
    _calls: dict[str, deque[CallFault]] = field(default_factory=lambda: defaultdict(deque))
    _updates: deque[UpdateFault] = field(default_factory=deque)
    _cuts: int = 0

    def plan(self, method: str, *faults: CallFault) -> None:
        """The next calls of ``method`` ("*": of any) go wrong this way."""
        self._calls[method].extend(faults)

    def plan_updates(self, *faults: UpdateFault) -> None:
        self._updates.extend(faults)

    def plan_cuts(self, times: int) -> None:
        """The answers to the next deliveries over the webhook get lost, so that they are repeated."""
        self._cuts += times

    def of_call(self, method: str) -> CallFault | None:
        for name in (method, "*"):
            if self._calls[name]:
                return self._calls[name].popleft()
        if method in self.spared:
            return None
        kind = next((kind for kind in CALL_KINDS if self._strikes(getattr(self.rates, kind))), None)
        return CallFault(kind) if kind else None

    def of_update(self) -> UpdateFault | None:
        if self._updates:
            return self._updates.popleft()
        kind = next((kind for kind in UPDATE_KINDS if self._strikes(getattr(self.rates, kind))), None)
        return UpdateFault(kind) if kind else None

    def cuts(self) -> bool:
        if self._cuts:
            self._cuts -= 1
            return True
        return self._strikes(self.rates.cut)

    def _strikes(self, rate: float) -> bool:
        return rate > 0 and self.chance.random() < rate
