"""What tells which dossier to open first, as expressions on a list of dossiers.

Each is worked out by the database beside the dossier (`OuterRef`), never in a statement of its own.
"""

from datetime import timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, NullIf, TruncDate

from jalon.accounts.actor import Actor
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Barrier, BarrierStatus, Membership, Note, NoteKind
from jalon.journal.models import Channel, Entry, Reading
from jalon.territories.models import PlainText


def my_seats(actor: Actor) -> QuerySet[Membership]:
    seats = Membership.objects.in_force(actor.today).filter(dossier=OuterRef("pk"))
    return seats.filter(affiliation_id=actor.affiliation_id)


def has_empty_seat(actor: Actor) -> Any:
    """A seat of the manager's organisation that waits for a name."""
    if actor.role != AffiliationRole.MANAGER:
        return Value(False, output_field=BooleanField())
    seats = Membership.objects.in_force(actor.today).filter(dossier=OuterRef("pk"))
    return Exists(seats.filter(affiliation=None, organisation_id=actor.organisation_id))


def present_barriers() -> QuerySet[Barrier]:
    return Barrier.objects.filter(dossier=OuterRef("pk"), status=BarrierStatus.YES)


def difficulties() -> Coalesce:
    by_dossier = present_barriers().values("dossier").annotate(number=Count("pk"))
    return Coalesce(Subquery(by_dossier.values("number")), 0, output_field=IntegerField())


def commune_key() -> Coalesce:
    """The official code; failing that, the name as it is compared."""
    code = NullIf("person__contact__commune_code", Value(""))
    name = NullIf(PlainText("person__contact__city"), Value(""))
    return Coalesce(code, name, output_field=TextField())


def _contacts(actor: Actor) -> QuerySet[Note]:
    """What tells of a contact, among what the reader may see; a call without answer is none."""
    mine = Q(is_private=False) | Q(organisation_id=actor.organisation_id)
    return Note.objects.filter(mine, dossier=OuterRef("pk"), withdrawn_at=None).exclude(
        kind=NoteKind.NO_NEWS
    )


def last_contact_on(actor: Actor) -> Subquery:
    latest = _contacts(actor).order_by("-happened_on").values("happened_on")[:1]
    return Subquery(latest, output_field=DateField())


def silent_since(actor: Actor) -> Coalesce:
    """The day of the last contact; without any, the day the dossier was opened."""
    return Coalesce(last_contact_on(actor), TruncDate("opened_at"))


def is_silent(actor: Actor, days: int) -> Q:
    """Nobody heard of the person for that many days, nor was the dossier opened since."""
    heard = Exists(_contacts(actor).filter(happened_on__gt=actor.today - timedelta(days=days)))
    return Q(~heard, opened_at__date__lte=actor.today - timedelta(days=days))


def _facts(actor: Actor) -> QuerySet[Entry]:
    """The facts of the dossier that the reader's organisation may know of."""
    known = Q(audience=None) | Q(audience_id=actor.organisation_id)
    return Entry.objects.filter(known, stream=_stream(OuterRef("pk")))


def _stream(dossier: Any) -> Func:
    # Not Concat: its COALESCE would keep row security from entering the index of the journal.
    text = Cast(dossier, TextField())
    return Func(text, template="('dossier/' || %(expressions)s)", output_field=TextField())


def facts_of_others(actor: Actor) -> QuerySet[Entry]:
    return _facts(actor).exclude(affiliation_id=actor.affiliation_id)


def last_fact_at(actor: Actor) -> Coalesce:
    latest = _facts(actor).order_by("-position").values("at")[:1]
    return Coalesce(Subquery(latest), F("opened_at"), output_field=DateTimeField())


def is_changed(actor: Actor) -> Exists:
    """Others changed the dossier since the actor last opened its page.

    A block or a row asked again is no visit, here as on the page of a dossier. The page also
    overlooks the visits of the last half hour, so that a reload keeps its marks; a list does not,
    so that what was just opened leaves it.
    """
    # From the dossier, not from the entry: worked out once, it says where to enter the index.
    stream = _stream(OuterRef(OuterRef("pk")))
    seen = Reading.objects.filter(
        affiliation_id=actor.affiliation_id, stream=stream, channel=Channel.PAGE
    )
    position = Subquery(seen.order_by("-at").values("position")[:1])
    return Exists(facts_of_others(actor).filter(position__gt=Coalesce(position, 0)))
