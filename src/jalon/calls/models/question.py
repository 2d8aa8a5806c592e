from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.calls.models.call import Call
from jalon.kernel.ids import uuid7


class Question(models.Model):
    """What a candidate asks. Who asks is known to the State and to their own body alone."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="questions")
    article = models.SlugField(_("article"), max_length=60, blank=True)
    body = models.TextField(_("question"))
    asked_at = models.DateTimeField(_("posée le"))
    asked_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.body[:80]


class PublishedAnswer(models.Model):
    """One version of an answer, with the question as everybody reads it, without who asked.

    The last version of each question is the one that counts; the former ones stay readable.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField(_("version"))
    article = models.SlugField(_("article"), max_length=60, blank=True)
    wording = models.TextField(_("question, telle qu'elle est publiée"))
    body = models.TextField(_("réponse"))
    published_at = models.DateTimeField(_("publiée le"))
    published_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_answer_per_number"),
        ]

    def __str__(self) -> str:
        return self.wording[:80]
