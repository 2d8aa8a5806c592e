from datetime import datetime
from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class Side(models.TextChoices):
    """Who speaks: the person, or a professional."""

    PERSON = "person", _("la personne")
    BODY = "body", _("les organismes")


class State(models.TextChoices):
    """Where a goal or a step stands; binding from ACCEPTED on, and never before."""

    PROPOSED = "proposed", _("proposé")
    ACCEPTED = "accepted", _("accepté")
    IN_PROGRESS = "in_progress", _("en cours")
    DONE = "done", _("fait")
    DECLINED = "declined", _("refusé")
    ABANDONED = "abandoned", _("abandonné")


LIVE: Final = (State.ACCEPTED, State.IN_PROGRESS)  # both sides are bound
OVER: Final = (State.DONE, State.DECLINED, State.ABANDONED)


def side_of(by: Actor | PersonActor) -> Side:
    return Side.PERSON if isinstance(by, PersonActor) else Side.BODY


class TwoSided(models.Model):
    """What binds the person and the institutions once both have agreed: a goal, or a step.

    `person_agreed_at` and `body_agreed_at` are the two agreements. Said face to face to a
    professional, the person's names who heard it (`told_to`), and the person can take it back.
    What was written is sealed at rest. `revision` grows with each change: who decides on what
    they saw says which one it was.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="%(class)ss")
    title = EncryptedTextField(_("intitulé"))
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.PROPOSED)
    rank = models.PositiveIntegerField(_("rang"), default=0)
    revision = models.PositiveIntegerField(default=1)

    proposed_side = models.CharField(_("proposé par"), max_length=6, choices=Side)
    proposed_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+", null=True)
    proposed_body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    proposed_at = models.DateTimeField(_("proposé le"))
    person_agreed_at = models.DateTimeField(_("accord de la personne le"), null=True)
    told_to = models.ForeignKey(
        Affiliation, models.PROTECT, related_name="+", null=True, verbose_name=_("dit à")
    )
    body_agreed_at = models.DateTimeField(_("accord de l’organisme le"), null=True)
    body_agreed_by = models.ForeignKey(
        Affiliation, models.PROTECT, related_name="+", null=True, verbose_name=_("accord de")
    )
    ended_side = models.CharField(_("fin par"), max_length=6, choices=Side, blank=True, default="")
    ended_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(_("fin le"), null=True)
    word = EncryptedTextField(_("mot"), blank=True, default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="known_%(class)s_state"
            ),
            models.CheckConstraint(
                condition=Q(proposed_side=Side.PERSON, proposed_by=None)
                | Q(
                    proposed_side=Side.BODY, proposed_by__isnull=False, proposed_body__isnull=False
                ),
                name="%(class)s_says_who_proposed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*LIVE, State.DONE])
                | Q(person_agreed_at__isnull=False, body_agreed_at__isnull=False),
                name="%(class)s_binds_with_both",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, ended_at__isnull=False, ended_side__in=Side.values)
                | (~Q(state__in=OVER) & Q(ended_at=None, ended_side="")),
                name="%(class)s_says_how_it_ended",
            ),
            models.CheckConstraint(
                condition=Q(told_to=None) | Q(person_agreed_at__isnull=False),
                name="%(class)s_told_means_agreed",
            ),
        ]

    @property
    def is_agreed(self) -> bool:
        return bool(self.person_agreed_at and self.body_agreed_at)

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    def has_agreed(self, side: Side) -> bool:
        agreed_at = self.person_agreed_at if side == Side.PERSON else self.body_agreed_at
        return agreed_at is not None

    def propose(self, *, by: Actor | PersonActor, at: datetime) -> None:
        """In whose name it is proposed; whoever proposes agrees, for their own side alone."""
        self.proposed_side, self.proposed_at = side_of(by), at
        self.proposed_by_id, self.proposed_body_id = by.affiliation_id, by.organisation_id
        self.person_agreed_at = self.told_to = None
        self.body_agreed_at = self.body_agreed_by = None

    def agree(self, side: Side, *, by: Actor | PersonActor, at: datetime) -> None:
        """Add one agreement; with both, it binds."""
        if side == Side.PERSON:
            self.person_agreed_at, self.told_to_id = at, by.affiliation_id
        else:
            self.body_agreed_at, self.body_agreed_by_id = at, by.affiliation_id
        self.state = State.ACCEPTED if self.is_agreed else State.PROPOSED

    def end(self, state: State, *, word: str, by: Actor | PersonActor, at: datetime) -> None:
        self.state, self.word = state, word.strip()
        self.ended_side, self.ended_by_id, self.ended_at = side_of(by), by.affiliation_id, at

    def reopen(self) -> None:
        """As it was before it ended: binding when both had agreed, proposed again otherwise."""
        self.state = State.ACCEPTED if self.is_agreed else State.PROPOSED
        self.ended_side, self.ended_by_id, self.ended_at, self.word = "", None, None, ""

    def values(self, *names: str) -> dict[str, Any]:
        return {name: getattr(self, name) for name in names}
