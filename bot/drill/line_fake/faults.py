"""What goes wrong with requests to the platform: planned one by one, or drawn by chance from a seed."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Literal

#: "-after": the request takes effect, and the assistant does not learn of it.
Fault = Literal["429", "500", "500-after", "drop", "drop-after", "hang"]
FAULTS: tuple[Fault, ...] = ("429", "500", "500-after", "drop", "drop-after", "hang")


@dataclass
class Faults:
    """``shares``: how large a part of all requests meets each fault, such as {"429": 0.05}."""

    random: Random = field(default_factory=lambda: Random(0))
    shares: Mapping[Fault, float] = field(default_factory=dict)
    #: Seconds a request takes, at least and at most.
    delay: tuple[float, float] = (0.0, 0.0)
    met: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _planned: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))

    def plan(self, endpoint: str, *faults: Fault) -> None:
        """The next requests to ``endpoint`` ("push", "reply", "loading", "quota" …) meet these, one each."""
        self._planned[endpoint].extend(faults)

    def next(self, endpoint: str) -> Fault | None:
        fault = self._planned[endpoint].popleft() if self._planned[endpoint] else self._draw()
        if fault:
            self.met[fault] += 1
        return fault

    def pause(self) -> float:
        return self.random.uniform(*self.delay)

    def _draw(self) -> Fault | None:
        if not self.shares:
            return None
        at = self.random.random()
        for fault, share in self.shares.items():
            if at < share:
                return fault
            at -= share
        return None
