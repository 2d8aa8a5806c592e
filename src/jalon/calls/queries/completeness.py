"""What a draft still lacks before it may be published, one French sentence each."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from jalon.calls.content import WHOLE_GRID, articles, grid
from jalon.calls.models import CallVersion


@dataclass(frozen=True)
class Lack:
    """What is missing, and the part of the call that repairs it."""

    part: str
    sentence: str


def lacks(version: CallVersion, *, at: datetime) -> list[Lack]:
    """Everything that keeps a version from being published at that instant."""
    return [*_of_calendar(version, at), *_of_money(version), *_of_texts(version)]


def _of_calendar(version: CallVersion, at: datetime) -> list[Lack]:
    opens, asked, closes = version.opens_at, version.questions_until, version.closes_at
    if opens is None or asked is None or closes is None:
        return [Lack("calendar", _("Donnez l'ouverture, la fin des questions et la clôture."))]
    found = []
    if closes <= at:
        found.append(_("La clôture est passée : choisissez un jour à venir."))
    if closes <= opens:
        found.append(_("La clôture vient après l'ouverture."))
    if asked > closes:
        found.append(_("Les questions finissent au plus tard à la clôture."))
    return [Lack("calendar", sentence) for sentence in found]


def _of_money(version: CallVersion) -> list[Lack]:
    if version.envelope_cents is None:
        return [Lack("money", _("Donnez l'enveloppe de l'appel."))]
    most = version.state_most_cents
    if most is not None and most > version.envelope_cents:
        return [Lack("money", _("Le plafond par projet dépasse l'enveloppe de l'appel."))]
    return []


def _of_texts(version: CallVersion) -> list[Lack]:
    found = []
    if not version.purpose.strip():
        found.append(Lack("purpose", _("Dites l'objet de l'appel en quelques phrases.")))
    if not articles(version.sections):
        found.append(Lack("sections", _("Le cahier des charges n'a aucun article.")))
    total = sum(line.weight for line in grid(version.grid))
    if total != WHOLE_GRID:
        words = _("Les poids de la grille font %(total)s : il en faut 100.") % {"total": total}
        found.append(Lack("grid", words))
    if not version.contacts:
        found.append(Lack("contacts", _("Donnez au moins un service à qui s'adresser.")))
    return found
