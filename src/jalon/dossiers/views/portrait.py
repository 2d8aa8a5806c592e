"""What the page says of a person, from the plain values of the read model: no query, no rule."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from jalon.dossiers.forms.blocks import BLOCK_FORMS
from jalon.dossiers.forms.choices import country_name, language_name
from jalon.dossiers.operations.revise_block import BLOCKS
from jalon.dossiers.sections import sections
from jalon.dossiers.views.sentences import block_titles
from jalon.ui import dates, words

SOON: Final = timedelta(days=120)
# Shown elsewhere than on a line of their own.
FOLDED: Final = {"birth_day", "birth_month", "address_extra", "is_domiciled", "postal_code"}


@dataclass(frozen=True)
class Block:
    """One block of plain fields: what is known, and the names of what nobody said."""

    name: str
    title: str
    is_new: bool
    known: list[tuple[str, Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def blocks(page: dict[str, Any], names: tuple[str, ...] = tuple(BLOCKS)) -> list[Block]:
    new = new_blocks(page)
    return [block(page, name, is_new=name in new) for name in names]


def block(page: dict[str, Any], name: str, *, is_new: bool) -> Block:
    """A block with its values said in French."""
    values = page["person"] if name == "identity" else page[name] or {}
    made = Block(name=name, title=block_titles()[name], is_new=is_new)
    for one in BLOCK_FORMS[name]._meta.fields or ():
        if one in FOLDED:
            continue
        label, title, choices = _words(name, one, words.locale())
        said = _said(one, values, choices)
        if said in (None, ""):
            made.missing.append(label)
        else:
            made.known.append((title, said))
    return made


@lru_cache(256)  # the same forty fields on every page
def _words(block_name: str, name: str, language: str) -> tuple[str, str, dict[Any, str]]:
    """A field's label, the same with a capital, and its choices, in one language."""
    model_field: Any = BLOCKS[block_name]._meta.get_field(name)
    label = _("naissance") if name == "birth_year" else str(model_field.verbose_name)
    choices = {code: str(said) for code, said in model_field.flatchoices}
    return label, label[:1].upper() + label[1:], choices


def _said(name: str, values: dict[str, Any], choices: dict[Any, str]) -> Any:
    value = values.get(name)
    special = SPECIAL.get(name)
    if special:
        return special(values)
    if value in (None, ""):
        return None
    if isinstance(value, bool):
        return yes_or_no()[value]
    if isinstance(value, date):
        said = f'<time datetime="{value.isoformat()}">{dates.short_day(value)}</time>'
        return Markup(said)  # noqa: S704 - made of a date alone
    return choices.get(value, str(value))


@words.once_per_language
def yes_or_no() -> dict[bool, str]:
    """The answers to a question that has two."""
    return {True: _("oui"), False: _("non")}


def age(person: dict[str, Any], today: date) -> str:
    """`42 ans`; `41 ou 42 ans` when the day or the month that would tell is unknown."""
    year, month, day = (person[f"birth_{part}"] for part in ("year", "month", "day"))
    if not year:
        return _("âge inconnu")
    oldest = today.year - year
    if month and month != today.month:
        sure, passed = True, month < today.month
    else:
        sure, passed = bool(month and day), bool(month and day and day <= today.day)
    if not sure and oldest > 0:
        return _("%(low)s ou %(high)s ans") % {"low": oldest - 1, "high": oldest}
    years = oldest if passed else oldest - 1
    return ngettext("%(years)s an", "%(years)s ans", years) % {"years": years}


def birth(person: dict[str, Any]) -> str | None:
    """`12 mars 1984`, `mars 1984 (jour inconnu)`, `1984 (jour et mois inconnus)`."""
    year, month, day = (person[f"birth_{part}"] for part in ("year", "month", "day"))
    if not year:
        return None
    if not month:
        return _("%(year)s (jour et mois inconnus)") % {"year": year}
    if not day:
        return _("%(month)s (jour inconnu)") % {"month": dates.month(date(year, month, 1))}
    return dates.short_day(date(year, month, day))


def _phones(values: dict[str, Any]) -> Markup:
    link = Markup('<a href="tel:{}">{}</a>')
    return Markup("<br>").join(
        link.format(one, words.phone(one)) for one in values.get("phones") or ()
    )


def _emails(values: dict[str, Any]) -> Markup:
    link = Markup('<a href="mailto:{}">{}</a>')
    return Markup("<br>").join(link.format(one, one) for one in values.get("emails") or ())


def _address(values: dict[str, Any]) -> Markup:
    lines = [values.get("address_line"), values.get("address_extra")]
    if values.get("is_domiciled"):
        lines.append(_("(adresse de domiciliation)"))
    return Markup("<br>").join(escape(line) for line in lines if line)


def commune(contact: dict[str, Any]) -> str:
    return f"{contact.get('postal_code') or ''} {contact.get('city') or ''}".strip()


def _interpreter(values: dict[str, Any]) -> str | None:
    return yes_or_no()[bool(values.get("needs_interpreter"))]


SPECIAL: Final = {
    "birth_year": birth,
    "birth_country": lambda v: country_name(v["birth_country"]) if v.get("birth_country") else None,
    "sex": lambda v: {"F": _("femme"), "M": _("homme")}.get(v.get("sex", "")),
    "phones": _phones,
    "emails": _emails,
    "address_line": _address,
    "city": commune,
    "language": lambda v: language_name(v["language"]) if v.get("language") else None,
    "needs_interpreter": _interpreter,
}


def new_blocks(page: dict[str, Any]) -> set[str]:
    """The blocks that somebody else changed since the reader's last visit."""
    found = set()
    for item in page["changes"]:
        kind = item["kind"]
        if kind == "block.revised":
            found.add(item["payload"]["block"])
        elif kind == "barrier.assessed":
            found.add("barriers")
        elif of_section := [one.name for one in sections if kind in one.sentences]:
            found.update(of_section)
        elif not kind.startswith("note."):
            found.add("team")
    return found


def rights_warning(rights: dict[str, Any], today: date) -> str | None:
    """The recognition of a handicap that ends soon, or ended: the one right with a clock here."""
    until = (rights or {}).get("rqth_until")
    if not until or until - today > SOON:
        return None
    if until < today:
        return _("RQTH terminée %(when)s") % {"when": dates.distance(until, today)}
    return _("RQTH à renouveler, se termine %(when)s") % {"when": dates.distance(until, today)}


def barrier_count(barriers: list[dict[str, Any]]) -> tuple[str, str]:
    """`3 difficultés, dont 1 qui bloque`, and `9 thèmes pas encore abordés` or nothing."""
    present = [barrier for barrier in barriers if barrier["status"] == "yes"]
    blocking = sum(barrier["impact"] == "strong" for barrier in present)
    silent = sum(barrier["status"] == "not_addressed" for barrier in barriers)
    said = words.plural(len(present), _("difficulté"), _("difficultés"))
    if blocking:
        said += _(", dont %(n)s") % {
            "n": words.plural(blocking, _("qui bloque"), _("qui bloquent"))
        }
    topics = words.plural(silent, _("thème pas encore abordé"), _("thèmes pas encore abordés"))
    return said, topics if silent else ""
