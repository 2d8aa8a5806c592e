from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.letters.models.letter import Letter


class LetterCode(models.Model):
    """A code sent to who signs one letter; only its fingerprint is kept."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="codes")
    sent_to = models.EmailField(_("envoyé à"))
    fingerprint = models.BinaryField(max_length=32)
    sent_at = models.DateTimeField(_("envoyé le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    tries = models.PositiveSmallIntegerField(_("essais"), default=0)
    used_at = models.DateTimeField(_("utilisé le"), null=True)

    class Meta:
        indexes = [models.Index(fields=["letter", "sent_at"], name="code_of_letter")]
