from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.intake.bulk.asking import ask
from jalon.intake.models import ListState, PeopleList
from jalon.intake.rules import WRITE_LIST
from jalon.kernel.errors import Refused


class NotToBeApplied(Refused):
    """The list was not checked, or is already applied."""


@transaction.atomic
def request_application(*, people_list: PeopleList, by: Actor, at: datetime) -> PeopleList:
    """Ask that a checked list be applied: a worker does it. Raises NotToBeApplied, Denied."""
    WRITE_LIST.require(by, people_list)
    asked = PeopleList.objects.filter(pk=people_list.pk, state=ListState.CHECKED)
    if not asked.update(state=ListState.APPLYING, refusal=""):
        raise NotToBeApplied(_("Cette liste est déjà importée, ou n’a pas encore été vérifiée."))
    ask(people_list, by=by, at=at, total=people_list.counts.get("lines", 0))
    people_list.state = ListState.APPLYING
    return people_list
