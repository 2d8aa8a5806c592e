"""Parts of the page of a dossier that belong to rooms above: a list, empty here.

The page is one statement and one template. A room that follows the person in its own words (a plan,
a contract, appointments) cannot be called from here: it hands over a `Section`, and config/
subscriptions.py adds it to the list. Rights, the reading on record and the live refresh
(`dossiers/<id>/bloc/<name>`) are then those of the page itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from jalon.access.policy.blocks import Block
from jalon.access.policy.rights import Rights
from jalon.accounts.actor import Actor

Value = Any  # what the JSON expression of a section gives
Page = dict[str, Any]
Place = Literal["situation", "barriers", "team"]
Sentence = Callable[[dict[str, Any]], str]


def _as_read(value: Value, page: Page, actor: Actor) -> Value:
    return value


@dataclass(frozen=True)
class Section:
    """One part of the page.

    `name` is its word in addresses and in `Fact.blocks`; `block` the block under which it is read.
    `sql` is a JSON expression over the row `subject` (id, public_id, person_id, opened_at,
    closed_at); it may name %(affiliation)s, %(organisation)s, %(today)s and %(at)s. Row-level
    security applies to it: who reads there only what is their own organisation's gets those rows.
    `ready` turns the JSON into what `template` needs, under the name `section.value`; it drops what
    the rules do not give (`page["allows"]`), and returns None when there is nothing to show.
    `head`, a template, is shown in the header of the dossier.
    `sentences` tells the facts of the room (kind → sentence); the filter of the timeline that shows
    them alone is called `anchor`.
    """

    name: str
    anchor: str
    title: Any = field(compare=False)
    block: Block
    sql: str
    template: str
    place: Place = "barriers"  # after which part it stands
    ready: Callable[[Value, Page, Actor], Value] = _as_read
    head: str = ""
    sentences: Mapping[str, Sentence] = field(default_factory=dict, compare=False)

    def is_read(self, allows: Rights) -> bool:
        """Whether it exists for a reader with these rights."""
        return allows.reads(self.block)


sections: list[Section] = []  # filled once, by config/subscriptions.py, in the order of the page


def section_named(name: str) -> Section | None:
    return next((section for section in sections if section.name == name), None)


def add_section(section: Section) -> None:
    """Put a part at its place; twice changes nothing."""
    if section_named(section.name) is None:
        sections.append(section)
