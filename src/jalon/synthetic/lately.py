"""What operations themselves write of the last days: in whose name, at what hour, and where."""

from datetime import date, datetime, time

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.journal.models import Entry


def quiet(among: QuerySet[Dossier], since: datetime) -> QuerySet[Dossier]:
    """Those in which nothing was written since then: a fact never stands before what it follows."""
    stream = Concat(Value("dossier/"), OuterRef("pk"), output_field=CharField())
    written = Entry.objects.filter(stream=stream, at__gte=since)
    found = among.filter(~Exists(written)).order_by("public_id")
    return found.select_related("person", "referent__organisation", "referent__affiliation")


def instant(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def acting(hat: Affiliation, day: date, at: time = time(8)) -> tuple[Actor, datetime]:
    then = instant(day, at)
    return actor_of(hat, on=day, at=then), then
