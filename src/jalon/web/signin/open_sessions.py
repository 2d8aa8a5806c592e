"""Where I am signed in, and how to sign out from there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from jalon.accounts.models import User
from jalon.live.tokens import kept_key
from jalon.ui.access import account_page
from jalon.ui.request import Request
from jalon.web.models import Session
from jalon.web.sessions import end_sessions


def _mine(user: User) -> list[Session]:
    mine = Session.objects.filter(user=user, expire_date__gt=timezone.now())
    return list(mine.defer("session_data").order_by("-seen_at", "-opened_at"))


@account_page
@require_safe
def sessions(request: Request) -> HttpResponse:
    here = kept_key(request.session.session_key or "")
    found = _mine(request.user)
    for session in found:  # nobody's day is told by the minute, not even to themselves
        local = timezone.localtime(session.seen_at)
        session.seen_hour = local.replace(minute=0)  # type: ignore[attr-defined]
    return render(request, "web/sessions.html", {"sessions": found, "here": here})


@account_page
@require_POST
def end_session(request: Request, session: UUID) -> HttpResponse:
    """Sign one browser out; what is not mine does not exist."""
    mine = Session.objects.filter(user=request.user)
    end_sessions([get_object_or_404(mine, public_id=session)])
    messages.success(request, _("Cette session est fermée."))
    return redirect("sessions")


@account_page
@require_POST
def end_other_sessions(request: Request) -> HttpResponse:
    here = kept_key(request.session.session_key or "")
    count = end_sessions([one for one in _mine(request.user) if one.pk != here])
    messages.success(
        request,
        ngettext("%(count)s session est fermée.", "%(count)s sessions sont fermées.", count)
        % {"count": count},
    )
    return redirect("sessions")
