"""What a history is made from, and what it is made of."""

from dataclasses import dataclass, field

from jalon.synthetic.staff import Post


@dataclass(slots=True)
class Seat:
    """A seat of the team; `until` is a number of days before today (negative: to come)."""

    id: int
    post: Post | None
    organisation_id: int
    role: str
    started: int
    until: int | None = None
    ended: int | None = None

    def holds(self, instant: int, days: int) -> bool:
        """Whether its holder could act at that instant."""
        begun = self.post is not None and self.started <= instant
        agreed = self.until is None or days > self.until
        return begun and agreed and (self.ended is None or instant < self.ended)


@dataclass(frozen=True, slots=True)
class Plot:
    """What a history is made from; durations are days before today, `oriented` may be absent."""

    number: int
    female: bool
    opened: int
    oriented: int | None
    welcome: Post
    referent: Post
    predecessor: Post | None
    others: list[tuple[Post, str]]
    waiting_organisation: int | None
    themes: list[str]


@dataclass(frozen=True, slots=True)
class Fact:
    at: int
    kind: str
    payload: dict[str, object]
    post: Post | None  # None: nobody signed in, as by a link
    audience: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenNote:
    id: int
    at: int
    kind: str
    body: str
    private: bool
    post: Post


@dataclass(slots=True)
class Assessed:
    status: str
    impact: str
    at: int
    post: Post


@dataclass(slots=True)
class Numbers:
    """The next free numbers of what a history creates."""

    membership: int
    note: int
    goal: int = 1
    step: int = 1
    hours: set[int] = field(default_factory=set)  # of calendars, that are taken
