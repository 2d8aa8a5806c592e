"""How a person is reached: where mails go, and the one way that she prefers."""

from django.conf import settings

from jalon.people.models import Contact, Person, PreferredChannel
from jalon.post.models import Channel


def way_of(person_id: int) -> tuple[Channel, str] | None:
    """How the person can be reached: as she prefers, else by e-mail, else by SMS.

    SMS needs a sender in the settings. Whoever prefers paper is sent no message: a letter.
    """
    contact = Contact.objects.filter(person_id=person_id).first()
    return way_by(contact) if contact else None


def way_by(contact: Contact) -> tuple[Channel, str] | None:
    """The same, when how to reach her is in hand."""
    if contact.preferred_channel == PreferredChannel.POST:
        return None
    emails = [(Channel.EMAIL, one) for one in contact.mailboxes]
    texts = [(Channel.SMS, one) for one in textable(contact)]
    is_by_text = contact.preferred_channel == PreferredChannel.SMS
    ways = [*texts, *emails] if is_by_text else [*emails, *texts]
    return ways[0] if ways else None


def textable(contact: Contact) -> list[str]:
    """The numbers an SMS can be sent to: none, where nothing sends any."""
    return contact.numbers if settings.JALON_SMS_SENDER else []


def mailboxes_of(person: Person) -> list[str]:
    """The addresses she gave, and that of her own account when she has one."""
    ties = person.accesses.filter(ended_at=None, user__is_active=True)
    own = list(ties.values_list("user__email", flat=True))
    contact = getattr(person, "contact", None)
    return sorted({email for email in [*own, *(contact.mailboxes if contact else [])] if email})
