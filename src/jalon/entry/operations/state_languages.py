from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.entry.events import LanguagesStated
from jalon.entry.models import SpokenLanguages
from jalon.entry.rules import STATE_LANGUAGES
from jalon.journal.record import record
from jalon.kernel.errors import Refused

MOST: Final = 12


class TooManyLanguages(Refused):
    """More than anybody speaks."""


@transaction.atomic
def state_languages(
    *, affiliation: Affiliation, codes: Collection[str], by: Actor, at: datetime
) -> None:
    """Say in which languages, besides French, one accompanies; none is said by an empty list.

    Whoever looks for a référent sees it when the person speaks one of them. Raises
    TooManyLanguages, Denied.
    """
    STATE_LANGUAGES.require(by, affiliation)
    if len(set(codes)) > MOST:
        raise TooManyLanguages(_("Choisissez douze langues au plus."))
    said = " ".join(sorted(set(codes)))
    if said:
        SpokenLanguages.objects.update_or_create(affiliation=affiliation, defaults={"codes": said})
    else:
        SpokenLanguages.objects.filter(affiliation=affiliation).delete()
    fact = LanguagesStated(
        affiliation_id=affiliation.pk, organisation_id=affiliation.organisation_id
    )
    record(fact, by=by, at=at)
