"""The models that a call starts from: dated files, whose figures are dated parameters."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from jalon.parameters.queries import integer

FOLDER: Final = Path(__file__).parent / "data"
CENTS: Final = 100
MYRIAD_OF_PERCENT: Final = 100  # 20 % is 2000 ten-thousandths


@dataclass(frozen=True)
class CallTemplate:
    """A model of call from a day on: `content` is what its file says, as it is kept."""

    code: str
    name: str
    valid_from: date
    source: str
    content: dict[str, Any]


@cache
def templates() -> tuple[CallTemplate, ...]:
    """Every model, the oldest first."""
    read = [tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")]
    found = [
        CallTemplate(one["code"], one["name"], one["valid_from"], one["source"], one)
        for one in read
    ]
    return tuple(sorted(found, key=lambda one: (one.code, one.valid_from)))


def templates_on(day: date) -> dict[str, CallTemplate]:
    """The models in force that day, by code."""
    return {one.code: one for one in templates() if one.valid_from <= day}


def figures_on(template: CallTemplate, day: date) -> dict[str, int]:
    """The figures of a model that day, by the names of the fields of a version."""
    keys = template.content["figures"]
    known = {name: integer(key, on=day) for name, key in keys.items()}
    return {
        "state_most_cents": known["state_euros"] * CENTS,
        "carrier_least_rate": known["carrier_percent"] * MYRIAD_OF_PERCENT,
        "territories_wanted": known["territories"],
        "grace_minutes": known["grace_minutes"],
    }


def content_of(template: CallTemplate) -> dict[str, Any]:
    """What a version takes from a model: its texts and lists, as the row keeps them."""
    said = template.content
    return {
        "purpose": said["purpose"],
        "sections": [
            {"code": one["code"], "title": one["title"], "articles": one["article"]}
            for one in said["section"]
        ],
        "criteria": said["criterion"],
        "grid": said["grid"],
        "documents": said["document"],
    }
