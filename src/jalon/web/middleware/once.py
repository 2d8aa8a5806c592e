"""A form sent twice acts once: twice clicked, sent again by a network, or fifty times at once.

Each form carries `once`, a word of its own. Who sent it, where, and all that was sent make a
fingerprint, claimed in the transaction that acts: those who come meanwhile wait for its end, then
get the answer of the first. The same form sent again with other words is another action.
A file, or a page that must be kept nowhere, is not answered again: its page says that it is done.
What was read of an answer is forgotten within the minute; that it was given, and where it led,
within the day.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

import orjson
from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.ui.access import MEGABYTE
from jalon.vault.sealing import fingerprint
from jalon.web.middleware.headers import is_page
from jalon.web.middleware.weight import FORM_MEGABYTES
from jalon.web.models import KeptAnswer
from jalon.web.sessions import ACTING
from jalon.web.views.errors import explained

FIELD: Final = "once"
WORD: Final = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)
KEPT_FOR: Final = timedelta(hours=24)
SHOWN_FOR: Final = timedelta(seconds=5)  # rights may have ended since: then only that it is done
LARGEST_BODY: Final = 256 * 1024
NOT_KEPT: Final = 0  # instead of a status: done, and what was answered is kept nowhere
FORGOTTEN_AT_ONCE: Final = 20
OURS_ALONE: Final = {"csrfmiddlewaretoken"}


class OnceMiddleware:
    """Innermost: the transaction opens here, and the refusals of the others are answered in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = fingerprint_of(request)
        if asked is None:
            return self.get_response(request)
        with transaction.atomic():
            now = timezone.now()
            request.kept = kept = claim(asked, now)  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            elif kept is None:
                settle(asked, request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Here, whoever sends it again has been asked once more who they are and for whom."""
        kept: KeptAnswer | None = getattr(request, "kept", None)
        return answered_again(request, kept) if kept else None


def fingerprint_of(request: HttpRequest) -> bytes | None:
    """What stands for this sending; None for what is not a form of ours by someone signed in."""
    if request.method != "POST" or not request.user.is_authenticated or is_heavy(request):
        return None
    if not WORD.fullmatch(request.POST.get(FIELD, "")):
        return None
    sent = sorted((name, texts) for name, texts in request.POST.lists() if name not in OURS_ALONE)
    files = [(name, digest(file)) for name, file in sorted(request.FILES.items())]
    who = (request.user.pk, request.session.get(ACTING), request.get_full_path())
    is_part = bool(request.headers.get("HX-Request"))
    return fingerprint("once", orjson.dumps([who, is_part, sent, files]).decode())


def is_heavy(request: HttpRequest) -> bool:
    """What will be refused for its weight is not read here either."""
    try:
        megabytes = getattr(resolve(request.path_info).func, "megabytes", FORM_MEGABYTES)
    except Resolver404:
        return True
    return int(request.META.get("CONTENT_LENGTH") or 0) > megabytes * MEGABYTE


def digest(file: Any) -> str:
    content = hashlib.sha256()
    for piece in file.chunks():
        content.update(piece)
    file.seek(0)
    return content.hexdigest()


def claim(asked: bytes, now: datetime) -> KeptAnswer | None:
    """None for the first to come; the others wait here until it is answered, and get its answer."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM web_keptanswer WHERE fingerprint IN (SELECT fingerprint "
            "FROM web_keptanswer WHERE kept_at < %s LIMIT %s FOR UPDATE SKIP LOCKED)",
            [now - KEPT_FOR, FORGOTTEN_AT_ONCE],
        )
        cursor.execute(
            "INSERT INTO web_keptanswer (fingerprint, kept_at, answer, shown) "
            "VALUES (%s, %s, '', '') ON CONFLICT (fingerprint) DO NOTHING",
            [asked, now],
        )
        is_first = cursor.rowcount == 1
    return None if is_first else KeptAnswer.objects.get(pk=asked)


def forget_answers(at: datetime) -> None:
    """What was read as soon as it is shown no more, the rest after a day; for the keeper."""
    shown = KeptAnswer.objects.exclude(shown="").filter(kept_at__lt=at - SHOWN_FOR)
    shown.update(shown="")
    KeptAnswer.objects.filter(kept_at__lt=at - KEPT_FOR).delete()


def settle(asked: bytes, request: HttpRequest, response: HttpResponse) -> None:
    """Keep what was answered; what was refused did nothing, and may be tried again."""
    mine = KeptAnswer.objects.filter(pk=asked)
    if response.status_code >= 400:
        mine.delete()
        return
    keeps = may_be_kept(response)
    answer = {
        "status": response.status_code if keeps else NOT_KEPT,
        "location": response.headers.get("Location", ""),
    }
    shown = {
        "headers": dict(response.headers),
        "body": response.content.decode(),
        "said": [(one.level, str(one.message)) for one in queued(request)],
    } if keeps else {}  # fmt: skip
    mine.update(answer=_written(answer), shown=_written(shown) if shown else "")


def _written(said: dict[str, Any]) -> str:
    return orjson.dumps(said).decode()


def may_be_kept(response: HttpResponse) -> bool:
    """A page, short enough. Not a file that leaves, nor what its view wants kept nowhere."""
    return (
        not response.streaming
        and is_page(response)
        and "no-store" not in response.headers.get("Cache-Control", "")
        and len(response.content) <= LARGEST_BODY
    )


def queued(request: HttpRequest) -> list[Any]:
    """What this request says once to its reader, on the page that follows."""
    return list(getattr(messages.get_messages(request), "_queued_messages", ()))


def answered_again(request: HttpRequest, kept: KeptAnswer) -> HttpResponse:
    """The same answer; after a moment, a body is no longer shown again, only that it is done."""
    answer = orjson.loads(kept.answer)
    if answer["status"] == NOT_KEPT:
        messages.info(
            request, _("C’est déjà fait, une seule fois. Pour le recevoir encore, redemandez-le.")
        )
        return redirect(request.get_full_path())
    if not kept.shown or timezone.now() - kept.kept_at > SHOWN_FOR:
        return _done(request, answer)
    shown = orjson.loads(kept.shown)
    for level, text in shown["said"]:
        messages.add_message(request, level, text)
    return HttpResponse(shown["body"], status=answer["status"], headers=shown["headers"])


def _done(request: HttpRequest, answer: dict[str, Any]) -> HttpResponse:
    """What was read is forgotten: where it led, or only that it is done."""
    if answer["location"]:
        return HttpResponse(status=answer["status"], headers={"Location": answer["location"]})
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return explained(request, 409, _("C’est déjà enregistré : rien n’a été fait deux fois."))
