"""The telephone of the person of the journeys: what is sent by SMS is written in a file."""

import os
import re
from pathlib import Path

NAME = "JALON_TEST_TELEPHONE"


def ring(number: str, text: str) -> None:
    """What JALON_SMS_SENDER names on the site of the journeys."""
    Path(os.environ[NAME]).write_text(f"{number} {text}", encoding="utf-8")


def code_on(telephone: Path) -> str:
    """The code of the last message."""
    found = re.search(r"\b(\d{6})\b", telephone.read_text(encoding="utf-8"))
    assert found, "no code arrived"
    return found[1]
