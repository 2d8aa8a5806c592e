from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.people.models.person import Person


class AccessOrigin(models.TextChoices):
    """How the account was tied to the person: by the State's sign-in, or by a human who checked."""

    FRANCE_CONNECT = "france_connect", _("FranceConnect")
    IN_PERSON = "in_person", _("identité vérifiée sur place")


class PersonalAccess(models.Model):
    """The account by which a person sees their own dossier, and no other.

    An account is tied to one person at a time and a person to one account; an ended tie stays on
    record.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="accesses")
    origin = models.CharField(max_length=20, choices=AccessOrigin)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(ended_at=None), name="one_person_per_account"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended_at=None), name="one_account_per_person"
            ),
            models.CheckConstraint(
                condition=models.Q(origin__in=AccessOrigin.values), name="known_access_origin"
            ),
        ]
