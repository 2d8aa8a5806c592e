"""Which parts of the page of a dossier its reader is shown, and which they may change."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from jalon.access.policy.blocks import SECTION_BLOCKS, Block, block_of_theme
from jalon.dossiers.models import THEMES
from jalon.dossiers.sections import section_named, sections
from jalon.kernel.errors import Denied


def readable_sections(page: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, block in SECTION_BLOCKS.items() if page["allows"].reads(block))


def shows_barriers(page: dict[str, Any]) -> bool:
    return any(page["allows"].knows(block_of_theme(theme)) for theme in THEMES)


def is_shown(page: dict[str, Any], part: str) -> bool:
    """Whether this part of the screen exists for the reader; what does not is a 404."""
    if part in SECTION_BLOCKS:
        return bool(page["allows"].reads(SECTION_BLOCKS[part]))
    if section_named(part):
        return page["sections"].get(part) is not None
    return shows_barriers(page) if part == "barriers" else True


def writable_parts(page: dict[str, Any]) -> dict[str, bool]:
    """Which parts of the page its reader may change, by the name of the part."""
    allows, is_seated = page["allows"], page["rights_of_reader"]["can_write"]
    parts = {name: allows.writes(block) for name, block in SECTION_BLOCKS.items()}
    parts["barriers"] = any(allows.writes(block_of_theme(theme)) for theme in THEMES)
    parts.update((section.name, allows.writes(section.block)) for section in sections)
    parts["note"] = allows.writes(Block.NOTES) or allows.writes(Block.WORKING_NOTES)
    return {name: may and is_seated for name, may in parts.items()}


def require_shown(page: dict[str, Any], part: str) -> None:
    """Before a page about a part: it exists for this reader, or 404."""
    if not is_shown(page, part):
        raise Http404


def require_part(page: dict[str, Any], part: str) -> None:
    """Before the form of a part: it exists for this reader (or 404), who may change it (or 403)."""
    require_shown(page, part)
    if not writable_parts(page)[part]:
        raise Denied(_("Votre rôle auprès de cette personne ne permet pas d’écrire ici."))
