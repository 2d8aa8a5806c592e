from typing import Any, ClassVar

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.module_loading import import_string

from jalon.accounts.models import Affiliation


class Session(AbstractBaseSession):
    """A signed-in browser: whose it is and under which hat, so that one query says who acts."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    affiliation = models.ForeignKey(Affiliation, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[BaseSessionManager[Any]] = BaseSessionManager()

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_string("jalon.web.sessions.SessionStore")
