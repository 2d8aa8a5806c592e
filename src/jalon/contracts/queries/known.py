"""Whether a file is one of ours: asked by anybody, answered without any name."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import connection

from jalon.contracts.models import ContractState

QUESTION: Final = "SELECT * FROM jalon_contract_known(%s, %s)"
LETTERS_AT_ONCE: Final = 4


@dataclass(frozen=True)
class Known:
    """The fingerprint that is kept, since when it is signed, and whether it was replaced since."""

    digest: str
    signed_at: datetime
    state: str
    ends_on: date | None

    @property
    def is_replaced(self) -> bool:
        return self.state in {ContractState.AMENDED, ContractState.RENEWED}

    @property
    def is_over(self) -> bool:
        return self.state == ContractState.ENDED


def known_file(digest: str, code: str) -> Known | None:
    """By its fingerprint, or by the code printed at its end, however it was typed."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, [digest, "" if digest else _as_printed(code)])
        row = cursor.fetchone()
    return Known(*row) if row else None


def _as_printed(code: str) -> str:
    letters = "".join(one for one in code.upper() if one.isalnum())
    parts = [letters[at : at + LETTERS_AT_ONCE] for at in range(0, len(letters), LETTERS_AT_ONCE)]
    return "-".join(parts)
