from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.intake.bulk.asking import ask
from jalon.intake.models import ColumnMapping, ListState, PeopleList
from jalon.intake.reading.fields import BY_CODE
from jalon.intake.reading.headers import header_fingerprint
from jalon.intake.reading.lines import mapping_gaps
from jalon.intake.rules import WRITE_LIST
from jalon.kernel.errors import Refused


class IncompleteMapping(Refused):
    """The columns chosen cannot make people: one is missing, or given twice."""


class ListAlreadyApplied(Refused):
    """The list is being applied, is applied or undone: its columns can no longer change."""


@transaction.atomic
def map_columns(
    *, people_list: PeopleList, mapping: Sequence[str], by: Actor, at: datetime
) -> PeopleList:
    """Say what each column holds, for this list and for the next with the same titles.

    The list is then to be checked (again), by a worker. Raises IncompleteMapping,
    ListAlreadyApplied, Denied.
    """
    WRITE_LIST.require(by, people_list)
    people_list = PeopleList.objects.select_for_update().get(pk=people_list.pk)
    if people_list.state not in {ListState.RECEIVED, ListState.CHECKED, ListState.FAILED}:
        raise ListAlreadyApplied(
            _("Cette liste est déjà en cours d’import : ses colonnes ne changent plus.")
        )
    _require_complete(mapping, len(people_list.titles))

    ColumnMapping.objects.update_or_create(
        organisation_id=by.organisation_id,
        header_fingerprint=header_fingerprint(people_list.titles),
        defaults={
            "mapping": list(mapping),
            "decided_by_id": by.affiliation_id,
            "decided_at": at,
        },
    )
    people_list.mapping = list(mapping)
    people_list.state = ListState.CHECKING
    people_list.refusal = ""
    people_list.save(update_fields=["mapping", "state", "refusal"])
    ask(people_list, by=by, at=at)
    return people_list


def _require_complete(mapping: Sequence[str], width: int) -> None:
    if len(mapping) != width or not set(mapping) <= {"", *BY_CODE}:
        raise IncompleteMapping(_("Les colonnes choisies ne sont pas celles de ce fichier."))
    gaps = mapping_gaps(mapping)
    if gaps["twice"]:
        raise IncompleteMapping(
            _("Deux colonnes ne peuvent pas dire la même chose : %(names)s.")
            % {"names": _names(gaps["twice"])}
        )
    if gaps["required"]:
        raise IncompleteMapping(
            _("Il manque une colonne : %(names)s.") % {"names": _names(gaps["required"])}
        )
    if gaps["keys"]:
        raise IncompleteMapping(
            _("Il faut au moins une de ces colonnes pour reconnaître les personnes : %(names)s.")
            % {"names": _names(gaps["keys"])}
        )


def _names(codes: Sequence[str]) -> str:
    return ", ".join(str(BY_CODE[code].label) for code in codes)
