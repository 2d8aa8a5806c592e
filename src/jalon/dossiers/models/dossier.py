from django.db import connection, models
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from jalon.kernel.ids import uuid7
from jalon.people.models import Person


class DossierQuerySet(models.QuerySet["Dossier"]):
    def reserve_id(self) -> int:
        """Take the next number: a dossier needs its référent, whose seat needs its dossier."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence('dossiers_dossier', 'id'))")
            [(number,)] = cursor.fetchall()
        return int(number)


class Dossier(models.Model):
    """What several organisations do together for one person, from opening to closing.

    Exactly one active référent, whatever happens: `referent` is one required pointer, and a
    composite foreign key (migration 0002) makes the database check, at commit, that it points to
    a seat of this dossier, held as référent, and not ended. `is_open` is true or absent, never
    false, so that the check lets a closed dossier go.

    Archived, it is closed and read by nobody; its seats stay, to know whose it was. Then its rows
    are deleted, and what remains of it is its facts, without any name.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="dossiers")
    referent = models.OneToOneField("dossiers.Membership", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("ouvert le"))
    closed_at = models.DateTimeField(_("clos le"), null=True, blank=True)
    archived_at = models.DateTimeField(_("archivé le"), null=True, blank=True, editable=False)
    is_open = models.GeneratedField(
        expression=Case(When(closed_at=None, then=Value(True)), default=None),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )

    objects = DossierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(closed_at=None),
                name="one_open_dossier_per_person",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(closed_at__gte=models.F("opened_at")),
                name="dossier_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=models.Q(archived_at=None)
                | models.Q(closed_at__isnull=False, archived_at__gte=models.F("closed_at")),
                name="archived_dossier_is_closed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["opened_at"], condition=models.Q(closed_at=None), name="dossier_opened"
            ),
            models.Index(
                fields=["archived_at"],
                condition=models.Q(archived_at__isnull=False),
                name="dossier_archived",
            ),
        ]

    @property
    def stream(self) -> str:
        """The journal's name for this dossier."""
        return f"dossier/{self.pk}"
