"""Who read my dossier, day by day, and "why?"."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.accounts.models import Affiliation
from jalon.kernel.errors import Refused
from jalon.protection.models import RequestKind
from jalon.protection.operations import Aim
from jalon.protection.queries.register import read_register, readers, reading_of
from jalon.protection.views.words import parts, reason, said
from jalon.space.forms import QuestionForm
from jalon.space.views.filing import file_and_tell
from jalon.space.views.loading import own_or_404, show
from jalon.ui.access import personal_page
from jalon.ui.asked import GET_OR_POST, day, public_id, typed
from jalon.ui.request import PersonalRequest


@personal_page
@require_safe
def who_read(request: PersonalRequest) -> HttpResponse:
    own = own_or_404(request, "readings")
    body = public_id(request.GET.get("organisme", ""))
    register = read_register(own.id, before=day(request.GET.get("avant", "")), body=body)
    return show(
        request,
        "readings",
        own,
        days=register.days,
        before=register.before,
        body=str(body or ""),
        bodies=readers(own.id),
        parts=parts,
        reason=reason,
        asking=False,
    )


@personal_page
@require_http_methods(GET_OR_POST)
def ask_why(request: PersonalRequest, reader_id: UUID) -> HttpResponse:
    """A question to whoever answers for this reader; the person may add a word."""
    own = own_or_404(request, "readings")
    line = reading_of(own.id, reader_id, day(request.GET.get("jour", "")))
    if line is None:
        raise Http404
    form = QuestionForm(typed(request))
    if request.method == "POST" and form.is_valid():
        hat = Affiliation.objects.select_related("organisation").get(public_id=reader_id)
        aim = Aim(hat.organisation, reader=hat, read_on=line.day, said=said(line))
        try:
            filed = file_and_tell(
                request, own, RequestKind.EXPLANATION, form.cleaned_data["body"], aim
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Votre question est partie."))
            return redirect("space_request", filed.public_id)
    status = 422 if form.errors else 200
    context = {"line": line, "form": form, "parts": parts, "reason": reason, "asking": True}
    return show(request, "ask_why", own, status=status, **context)
