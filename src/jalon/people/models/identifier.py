from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Organisation
from jalon.people.models.person import Person


class IdentifierKind(models.TextChoices):
    FILE = "file", _("identifiant dans le système d’un organisme")
    BENEFIT = "benefit", _("numéro allocataire CAF ou MSA")
    FRANCE_TRAVAIL = "france_travail", _("identifiant France Travail")


class Identifier(models.Model):
    """The number under which an organisation knows a person.

    A file number counts only within the organisation that gave it (`issuer`). A benefit number
    belongs to a household: a couple shares it, so it never identifies one person alone.

    A person has several numbers and lists bring them by the hundred thousand, so each index here
    has a use that no other covers: `identifier_once_per_person` finds the numbers of a person,
    the two `one_person_per_…` find who has a file or a France Travail number.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="identifiers", db_index=False)
    kind = models.CharField(_("type"), max_length=20, choices=IdentifierKind)
    issuer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    value = models.CharField(_("numéro"), max_length=50)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "issuer", "value"],
                condition=models.Q(kind="file"),
                name="one_person_per_file_number",
            ),
            models.UniqueConstraint(
                fields=["kind", "value"],
                condition=models.Q(kind="france_travail"),
                name="one_person_per_france_travail_id",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "issuer", "value"],
                nulls_distinct=False,
                name="identifier_once_per_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="file") | models.Q(issuer__isnull=False),
                name="file_number_has_issuer",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=IdentifierKind.values), name="known_identifier_kind"
            ),
        ]
        indexes = [
            models.Index(
                fields=["value"], condition=models.Q(kind="benefit"), name="benefit_number_lookup"
            )
        ]
