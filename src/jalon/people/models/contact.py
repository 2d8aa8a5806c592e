from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.people.models.person import Person
from jalon.vault.fields import EncryptedTextField


class PreferredChannel(models.TextChoices):
    PHONE = "phone", _("téléphone")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("e-mail")
    POST = "post", _("courrier")
    IN_PERSON = "in_person", _("de vive voix, sur place")


class Contact(models.Model):
    """How to reach a person, and in which language.

    Phones and e-mails are sealed; couples share them, so they identify nobody. One per line:
    `phones` in E.164 ("+33639980123"), `emails` as given. `language`: ISO 639-1.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="contact", primary_key=True)
    phones = EncryptedTextField(_("téléphones"), blank=True, default="")
    emails = EncryptedTextField(_("adresses e-mail"), blank=True, default="")
    address_line = EncryptedTextField(_("adresse"), blank=True, default="")
    address_extra = EncryptedTextField(_("complément d’adresse"), blank=True, default="")
    postal_code = models.CharField(_("code postal"), max_length=10, blank=True)
    city = models.CharField(_("ville"), max_length=100, blank=True)
    commune_code = models.CharField(_("commune"), max_length=5, blank=True)
    is_domiciled = models.BooleanField(_("adresse de domiciliation"), default=False)
    preferred_channel = models.CharField(
        _("moyen préféré"), max_length=10, choices=PreferredChannel, blank=True
    )
    language = models.CharField(_("langue"), max_length=3, default="fr")
    needs_interpreter = models.BooleanField(_("besoin d’un interprète"), default=False)

    @property
    def mailboxes(self) -> list[str]:
        """Where a mail can be sent to, the address to try first before the others."""
        return [one.strip() for one in self.emails.splitlines() if "@" in one]

    @property
    def numbers(self) -> list[str]:
        """Where a text can be sent to, in the same order."""
        return [one.strip() for one in self.phones.splitlines() if one.strip()]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(preferred_channel__in=["", *PreferredChannel.values]),
                name="known_preferred_channel",
            ),
        ]
