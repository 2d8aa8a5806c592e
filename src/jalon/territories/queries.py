"""Questions about places. Geography is public: no actor is asked for."""

import re
from collections.abc import Sequence
from datetime import date

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, F, IntegerField, Q, Value, When

from jalon.territories.models import (
    PlainText,
    Territory,
    TerritoryKind,
    TerritoryQuerySet,
    Zone,
    ZoneKind,
)

SAINT = re.compile(r"\bst(e?)\b[-. ]*", re.IGNORECASE)
POSTAL_CODE = re.compile(r"\d{5}")


def territory(kind: TerritoryKind, code: str) -> Territory:
    """The present territory of that kind and official code. Raises Territory.DoesNotExist."""
    return Territory.objects.current().get(kind=kind, code=code)


def commune(code: str) -> Territory:
    """The present commune of an Insee code, even that of a commune since absorbed.

    Also answers for the arrondissements of Paris, Lyon and Marseille. Raises DoesNotExist.
    """
    found = Q(code=code) | Q(other_codes__contains=[code])
    return Territory.objects.current().communes().get(found)


def communes_of_postal_code(postal_code: str) -> TerritoryQuerySet:
    """The communes that a postal code serves, most inhabited first."""
    served = Territory.objects.current().communes().filter(postal_codes__contains=[postal_code])
    return served.order_by(F("population").desc(nulls_last=True), "code")


def communes_of(territory: Territory) -> TerritoryQuerySet:
    """Every present commune of a territory, in alphabetical order; a commune holds itself."""
    communes = Territory.objects.current().communes().order_by("search_name", "code")
    match territory.kind:
        case TerritoryKind.COUNTRY:
            return communes
        case TerritoryKind.REGION:
            return communes.filter(region=territory)
        case TerritoryKind.DEPARTMENT:
            return communes.filter(department=territory)
        case TerritoryKind.EPCI:
            return communes.filter(epci=territory)
        case _:
            return communes.filter(pk=territory.pk)


def zones_in(places: Sequence[Territory], on: date) -> list[Zone]:
    """The priority zones of the communes of these places that day, by kind and name."""
    held = [one.pk for one in places]
    inside = Q(commune__in=held)
    for holder in ("epci", "department", "region"):
        inside |= Q(**{f"commune__{holder}__in": held})
    standing = Q(valid_to=None) | Q(valid_to__gt=on)
    found = Zone.objects.filter(inside, standing, valid_from__lte=on)
    return list(found.select_related("commune").order_by("kind", "name", "pk"))


def known_zonings() -> frozenset[str]:
    """The kinds of zones whose whole list was loaded: what is not in it is not such a zone."""
    found = (
        Zone.objects.filter(is_of_a_part=False).order_by().values_list("kind", flat=True).distinct()
    )
    return frozenset(ZoneKind(kind).value for kind in found)


def containing(place: Territory) -> TerritoryQuerySet:
    """The territories that hold a place, smallest first: EPCI, département, région, country."""
    parents = [pk for pk in (place.epci_id, place.department_id, place.region_id) if pk]
    holders = Territory.objects.current().filter(Q(pk__in=parents) | Q(kind=TerritoryKind.COUNTRY))
    sizes = [When(kind=kind, then=Value(-size)) for size, kind in enumerate(TerritoryKind.values)]
    smallest = Case(*sizes, output_field=IntegerField())
    return holders.exclude(pk=place.pk).order_by(smallest)


def covers(territory: Territory, place: Territory) -> bool:
    """Whether a place is inside a territory, or is that territory; asks nothing of the database."""
    if territory.kind == TerritoryKind.COUNTRY:
        return True
    return territory.pk in {place.pk, place.epci_id, place.department_id, place.region_id}


def search(typed: str, *, kind: TerritoryKind | None = None) -> TerritoryQuerySet:
    """Present territories named as someone types them: accents, hyphens, « St », small slips.

    The exact name first, then names that begin so, that contain it, that resemble it; in each
    group the most inhabited first. Five digits are a postal code.
    """
    if POSTAL_CODE.fullmatch(typed.strip()):
        return communes_of_postal_code(typed.strip())
    plain = PlainText(Value(SAINT.sub(r"saint\1 ", typed.strip())))
    found = Territory.objects.current().filter(
        Q(search_name__contains=plain) | Q(search_name__trigram_word_similar=plain)
    )
    if kind is not None:
        found = found.filter(kind=kind)
    closeness = Case(
        When(search_name=plain, then=Value(0)),
        When(search_name__startswith=plain, then=Value(1)),
        When(search_name__contains=plain, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    resemblance = Case(
        When(search_name__contains=plain, then=Value(1.0)),
        default=TrigramWordSimilarity(plain, "search_name"),  # type: ignore[arg-type]
    )
    return found.order_by(
        closeness, resemblance.desc(), F("population").desc(nulls_last=True), "kind", "code"
    )
