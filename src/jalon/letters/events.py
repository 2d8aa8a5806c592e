"""The facts of letters, in the past tense: ids and fingerprints, never who signs.

Like those of the project, they are known to its carrier alone.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class LetterFact:
    """What all facts of a letter share; they stand in the stream of its project."""

    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    project_id: int
    carrier_id: int
    member_id: int
    letter_id: int

    @property
    def stream(self) -> str:
        return f"project/{self.project_id}"

    @property
    def audience(self) -> int | None:
        return self.carrier_id


@dataclass(frozen=True)
class LetterSent(LetterFact):
    """`digest`: the fingerprint of what it says; `is_mailed`: a personal link left by e-mail."""

    kind: ClassVar[str] = "letter.sent"
    digest: str
    is_mailed: bool


@dataclass(frozen=True)
class LetterCodeSent(LetterFact):
    """A code left for who signs."""

    kind: ClassVar[str] = "letter_code.sent"
    code_id: int


@dataclass(frozen=True)
class LetterSigned(LetterFact):
    """By the code that was received; `digest`: the fingerprint of the sealed document."""

    kind: ClassVar[str] = "letter.signed"
    code_id: int
    digest: str


@dataclass(frozen=True)
class LetterDeposited(LetterFact):
    """Signed by hand: its scan came back; `digest` is that of the file."""

    kind: ClassVar[str] = "letter.deposited"
    digest: str
    is_recognised: bool


@dataclass(frozen=True)
class LetterRefused(LetterFact):
    """Who was to sign said no, and why."""

    kind: ClassVar[str] = "letter.refused"


@dataclass(frozen=True)
class LetterDelegated(LetterFact):
    """Somebody else signs: the former link opens nothing any more."""

    kind: ClassVar[str] = "letter.delegated"


@dataclass(frozen=True)
class LetterReminded(LetterFact):
    """Who signs was told again."""

    kind: ClassVar[str] = "letter.reminded"


@dataclass(frozen=True)
class LetterLapsed(LetterFact):
    """Nobody signed it in time."""

    kind: ClassVar[str] = "letter.lapsed"


@dataclass(frozen=True)
class LetterVoided(LetterFact):
    """It binds nobody any more: what it says has changed, or it was taken back."""

    kind: ClassVar[str] = "letter.voided"
    was_signed: bool
