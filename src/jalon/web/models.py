from typing import Any, ClassVar

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class Session(AbstractBaseSession):
    """A signed-in browser: whose it is and under which hat, so that one query says who acts.

    `session_key` is a fingerprint: what the cookie holds is nowhere in the database, so a copy of
    it lets nobody in.
    """

    session_key = models.CharField(max_length=64, primary_key=True)
    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    affiliation = models.ForeignKey(Affiliation, models.SET_NULL, null=True, related_name="+")
    device = models.CharField(_("appareil"), max_length=60, blank=True)
    opened_at = models.DateTimeField(_("ouverte le"))
    seen_at = models.DateTimeField(_("vue le"))  # within a few minutes

    objects: ClassVar[BaseSessionManager[Any]] = BaseSessionManager()

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_string("jalon.web.sessions.SessionStore")


class KnownDevice(models.Model):
    """A browser that an account has signed in from. It gives no right: its absence is told.

    `mark` is the fingerprint of what that browser keeps in a cookie.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64)
    device = models.CharField(_("appareil"), max_length=60, blank=True)
    first_seen_at = models.DateTimeField(_("première connexion"))
    last_seen_at = models.DateTimeField(_("dernière connexion"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "mark"], name="one_device_per_account")
        ]


class KeptAnswer(models.Model):
    """What a form sent once was answered: sent again, it is answered the same.

    The fingerprint stands for who sent what, where. `answer`, sealed, kept a day, empty until it is
    known: the status, and where it led. `shown`, sealed, what was read of it: a moment, no more.
    """

    fingerprint = models.BinaryField(primary_key=True)
    kept_at = models.DateTimeField(db_index=True)
    answer = EncryptedTextField(blank=True)
    shown = EncryptedTextField(blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["kept_at"], condition=~models.Q(shown=""), name="kept_answer_still_shown"
            ),
        ]


class Attempt(models.Model):
    """How many times something costly or guessable was asked within one minute, for all workers.

    The table is not in the journal of PostgreSQL: a crash forgets it, and that is no harm.
    """

    fingerprint = models.BinaryField(primary_key=True)
    minute_at = models.DateTimeField(db_index=True)
    count = models.IntegerField(default=1)
