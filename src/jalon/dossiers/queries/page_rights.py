"""What a page read in one statement may keep: the matrix of rights asked again, in Python.

The database has answered within row-level security; this second look starts from the bare links
that it found, and drops whatever they do not open.
"""

import logging
from typing import Any, Final

from jalon.access.policy.blocks import SECTION_BLOCKS, Block, block_of_theme
from jalon.access.policy.in_force import matrix_in_force
from jalon.access.policy.levels import Level
from jalon.access.policy.rights import Links, Rights, rights_of_hat
from jalon.accounts.actor import Actor
from jalon.accounts.kinds import SENSITIVE_KINDS
from jalon.dossiers.models import THEMES, TeamRole
from jalon.dossiers.sections import section_named

logger = logging.getLogger(__name__)

ANY_BLOCK: Final = "".join(Block) + "mtbhfs"
# The letters of which one at least must be open for a part of the screen to be read at all.
SCREEN_LETTERS: Final[dict[str, str]] = {
    **{name: block.value for name, block in SECTION_BLOCKS.items()},
    "barriers": "bhfs",
    **{f"theme-{theme}": block_of_theme(theme).lower() for theme in THEMES},
    "team": "Tmt",
}


def letters_of_part(name: str) -> str:
    """The letters that open a part of the screen, by its name; unknown, any letter at all."""
    section = section_named(name)
    return section.block if section else SCREEN_LETTERS.get(name, ANY_BLOCK)


# Sections whose values stand under another name in the page.
HELD_AS: Final = {"identity": "person"}
DEGREES: Final = frozenset("mt*bhfso")  # letters that are no block


def rights_on_page(page: dict[str, Any], actor: Actor) -> Rights:
    """The rights that the links of the page give; a disagreement of the two ways is an alarm."""
    links = Links(**{name: _frozen(value) for name, value in page.pop("links").items()})
    allows = rights_of_hat(matrix_in_force(actor.today), actor.organisation_kind, actor.role, links)
    letters = [letter for letter in page.pop("gates") if letter not in DEGREES]
    answered = {Block(letter.upper()) for letter in letters}  # in small, what is one's own body's
    expected = {block for block in allows.levels if allows.reads(block)}
    expected -= {Block.TEAM} if not allows.sees_masked_bodies else set()
    if answered != expected:
        logger.error("rights disagree on dossier %s", page["dossier"]["id"])
        kept = {b: level for b, level in allows.levels.items() if b in answered}
        allows = Rights(kept, allows.limited)
    return allows


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def keep_readable(page: dict[str, Any], allows: Rights, actor: Actor) -> None:
    """Drop from the page what its reader may not read: absent, never greyed."""
    for section, block in SECTION_BLOCKS.items():
        if not allows.reads(block) and section not in HELD_AS:
            page[section] = None
    page["barriers"] = [
        _declared(barrier, allows)
        for barrier in page["barriers"]
        if allows.knows(block_of_theme(barrier["theme"]))
    ]
    page["team"] = [seat for seat in page["team"] if _is_seen(seat, allows)]
    page["timeline"] = [fact for fact in page["timeline"] if is_known(fact, allows)]


def _declared(barrier: dict[str, Any], allows: Rights) -> dict[str, Any]:
    """Without who said so, for a reader of impacts alone, or when the body is masked."""
    level = allows.levels[block_of_theme(barrier["theme"])]
    is_masked = barrier.pop("organisation_kind") in SENSITIVE_KINDS
    if level is Level.IMPACT or (is_masked and not allows.sees_masked_bodies):
        return {**barrier, "declared_by": None, "organisation": None}
    return barrier


def _is_seen(seat: dict[str, Any], allows: Rights) -> bool:
    if seat["is_me"] or allows.sees_masked_bodies:
        return True
    level = allows.levels.get(Block.TEAM)
    if seat["role"] == TeamRole.REFERENT:
        return level is not None
    return level is Level.MASKED and seat["organisation_kind"] not in SENSITIVE_KINDS


def is_known(item: dict[str, Any], allows: Rights) -> bool:
    """A fact of the team is known to whoever sees the body that it is about, masked or not."""
    level = allows.levels.get(Block(item["need"])) if item["need"] else None
    if level is Level.OWN and item["need"] != Block.WORKING_NOTES:
        return bool(item["is_ours"])
    return level not in {None, Level.REFERENT, Level.IMPACT}
