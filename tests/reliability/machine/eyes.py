"""What one reader may see and write in one dossier, by the oracle of S2: no policy is imported."""

from dataclasses import dataclass
from typing import Any

from tests.security.oracle import BLOCKS, KINDS, SENSITIVE, THEMES, Oracle

PERSON = dict(zip(BLOCKS, "R W R W W W W W W W W R - R W R R".split(), strict=True))
WIDEST = "1mrioRW"
WITH_PEOPLE = {"professional", "orientation_officer", "review_panel", "manager"}


@dataclass(frozen=True)
class Reader:
    """A hat, or the person of one dossier (`person`): what the oracle asks of who looks."""

    id: int | None
    body: int | None
    kind: str
    role: str
    is_sworn: bool = False
    person: int | None = None
    user: int | None = None
    counts: bool = True

    @property
    def works(self) -> bool:
        return self.role in WITH_PEOPLE

    @property
    def is_officer(self) -> bool:
        return self.role == "data_protection"


class Eyes:
    """`reader` before `file`, with everything that ties them today."""

    def __init__(self, world: Any, reader: Reader, file: Any, about: Any = None) -> None:
        """An officer meets one dossier at a time: that which the session is `about`."""
        self.world, self.reader, self.file = world, reader, file
        if reader.is_officer and about not in (None, file):
            self.open = {}
        elif reader.person is None:
            self.open = Oracle(world, reader, file).open
        else:
            rows = {} if reader.person != file.person else PERSON
            self.open = {letter: {level} for letter, level in rows.items() if level != "-"}

    def reads(self, letter: str) -> bool:
        return bool(self.open.get(letter, set()) - {"i"})

    def full(self, letter: str) -> bool:
        """All the rows of the block, not only those of one's own body."""
        return bool(self.open.get(letter, set()) & set("rRW"))

    def widest(self, letter: str) -> str:
        return max(self.open.get(letter, {""}), key=WIDEST.find)

    def writes(self, letter: str) -> bool:
        is_limited = self.reader.person is None and letter != "T"
        is_limited = is_limited and any(held in ("", letter) for held in self.file.limits)
        return self.widest(letter) in {"W", "o"} and not is_limited

    def writes_whole(self, letter: str) -> bool:
        return self.writes(letter) and self.widest(letter) == "W"

    @property
    def is_the_person(self) -> bool:
        return self.reader.person == self.file.person

    @property
    def roles(self) -> set[str]:
        """Those of the seats that this hat holds today."""
        hat = self.reader.id
        return {s.role for s in self.file.seats if s.counts and hat is not None and s.hat == hat}

    @property
    def is_referent(self) -> bool:
        return self.reader.works and "referent" in self.roles

    @property
    def protects(self) -> bool:
        return self.reader.is_officer and self.reader.body == self.file.lead

    def is_masked(self, body: int | None) -> bool:
        """A body whose mere name is sensitive, for who may not know it is around the person."""
        if body is None or body == self.reader.body or self.full("T"):
            return False
        return self.world.bodies[body].kind in SENSITIVE


def _is_own(eyes: Eyes, *bodies: int | None) -> bool:
    return eyes.reader.body is not None and eyes.reader.body in bodies


def _kept_apart(eyes: Eyes, *bodies: int | None) -> bool:
    """Whether block K opens a row of these bodies."""
    return eyes.full("K") or ("o" in eyes.open.get("K", ()) and _is_own(eyes, *bodies))


def sees_seat(eyes: Eyes, row: Any) -> bool:
    levels = eyes.open.get("T", set())
    if row.affiliation_id == eyes.reader.id is not None or eyes.full("T"):
        return True
    is_sensitive = eyes.world.bodies[row.organisation_id].kind in SENSITIVE
    return bool(levels) and (row.role == "referent" or ("m" in levels and not is_sensitive))


def sees_note(eyes: Eyes, row: Any) -> bool:
    letter = "W" if row.is_private and row.block == "N" else row.block
    is_own = _is_own(eyes, row.organisation_id)
    if letter != "W" and eyes.open.get(letter) == {"o"}:
        return is_own
    return eyes.reads(letter) and (is_own or not row.is_private)


def sees_goal(eyes: Eyes, row: Any) -> bool:
    doing = [s.organisation_id for s in eyes.file.rows["plans_step"] if s.goal_id == row.pk]
    return _kept_apart(eyes, row.proposed_body_id, *doing) and not eyes.is_masked(
        row.proposed_body_id
    )


def sees_step(eyes: Eyes, row: Any) -> bool:
    bodies = (row.proposed_body_id, row.organisation_id)
    return _kept_apart(eyes, *bodies) and not any(map(eyes.is_masked, bodies))


def sees_promise(eyes: Eyes, row: Any) -> bool:
    bodies = (row.proposed_for_id, row.organisation_id)
    return _kept_apart(eyes, *bodies) and not any(map(eyes.is_masked, bodies))


def sees_contract(eyes: Eyes, row: Any) -> bool:
    """The payer knows that it exists."""
    refused = {o.block for o in eyes.file.objections if o.body in (None, eyes.reader.body)}
    pays = eyes.reader.kind in KINDS["payer"] and eyes.reader.role in ("professional", "manager")
    pays = pays and bool(eyes.roles - {"referent"}) and not refused & {"", "K"}
    return eyes.full("K") or pays


def sees_objection(eyes: Eyes, row: Any) -> bool:
    """Whom it closes something to knows it, to be told no in words."""
    is_closed_to = bool(eyes.open) and row.organisation_id in (None, eyes.reader.body)
    return eyes.reads("L") or "W" in eyes.open.get("T", ()) or eyes.protects or is_closed_to


def _waits_for(eyes: Eyes, row: Any) -> bool:
    is_orienting = eyes.reader.role == "orientation_officer"
    return is_orienting and _is_own(eyes, row.organisation_id)


def sees_orientation(eyes: Eyes, row: Any) -> bool:
    """Decided and not told yet, it is in the hands of whoever took it, or of nobody."""
    if eyes.reads("R"):
        return True
    is_theirs = not row.decided_at or (
        not row.notified_at and row.taken_by_id in (eyes.reader.id, None)
    )
    return is_theirs and _waits_for(eyes, row)


def sees_barrier(eyes: Eyes, row: Any) -> bool:
    return THEMES.get(row.theme, "B") in eyes.open


SEEN = {
    "dossiers_membership": sees_seat,
    "dossiers_invitation": lambda e, r: r.affiliation_id == e.reader.id or e.full("T"),
    "dossiers_sharing": lambda e, r: e.full("T") or _is_own(e, r.organisation_id),
    "dossiers_objection": sees_objection,
    "dossiers_limitation": lambda e, r: bool(e.open) or e.protects,
    "dossiers_barrier": sees_barrier,
    "dossiers_note": sees_note,
    "plans_goal": sees_goal,
    "plans_goaltheme": sees_barrier,
    "plans_step": sees_step,
    "contracts_commitment": sees_promise,
    "contracts_engagementcontract": sees_contract,
    "entry_orientation": sees_orientation,
    "entry_trackperiod": lambda e, r: e.reads("R"),
    "entry_reorientation": lambda e, r: e.full("K") or (r.state == "pending" and _waits_for(e, r)),
    "entry_handover": lambda e, r: r.affiliation_id == e.reader.id or e.full("T"),
    "outcomes_closing": lambda e, r: e.full("E") or "W" in e.open.get("T", ()),
}
