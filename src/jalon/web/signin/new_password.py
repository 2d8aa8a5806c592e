"""A new password shuts the door behind whoever had the old one: open screens close at once.

Each page would refuse the old sessions by itself; a stream that is open asks no page.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.http import HttpRequest

from jalon.accounts.models import User
from jalon.live.tokens import kept_key
from jalon.web.models import Session
from jalon.web.sessions import end_sessions


def end_the_others(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    """All the sessions of this account but the one that acts."""
    here = kept_key(request.session.session_key or "")
    end_sessions(Session.objects.filter(user=user).exclude(pk=here).only("pk"))


def listen() -> None:
    """Called when the application starts; twice changes nothing."""
    for signal in (password_changed, password_reset, password_set):
        signal.connect(end_the_others, dispatch_uid="sessions of the old password")
