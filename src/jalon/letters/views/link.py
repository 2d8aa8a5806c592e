"""The pages of a personal link: read one letter, sign it, refuse it, give it to somebody else.

A link that is over and one that never was are answered in the same words.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.contracts.codes import masked
from jalon.kernel.errors import Refused
from jalon.letters import operations
from jalon.letters.forms import CodeForm, RefusalForm, SignatoryForm
from jalon.letters.links import holding
from jalon.letters.models import Letter
from jalon.letters.states import LetterState
from jalon.letters.views.project import file_of
from jalon.projects.states import ProjectState
from jalon.ui.access import public_page
from jalon.ui.asked import GET_OR_POST

FORMS = {"refuse": RefusalForm, "delegate": SignatoryForm}


@public_page
@require_safe
def letter_link(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, refusal: str = "", form: Any = None, name: str = "letter_link"
) -> HttpResponse:
    now = timezone.now()
    with holding(code, at=now) as letter:
        context = _said(letter, code) if letter else None
    if context is None:
        return render(request, "letters/link_over.html", status=404)
    context |= {"refusal": refusal, "form": form or CodeForm()}
    status = 422 if form is not None and form.errors else 409 if refusal else 200
    return render(request, f"letters/{name}.html", context, status=status)


def _said(letter: Letter, code: str) -> dict[str, Any]:
    waits = letter.state == LetterState.WAITING
    return {
        "letter": letter,
        "said": letter.content,
        "code": code,
        "is_open": waits and letter.project.state == ProjectState.DRAFT,
        "code_sent": waits and letter.codes.filter(expires_at__gt=timezone.now()).exists(),
        "address": masked(letter.signatory_email),
    }


@public_page
@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The PDF: as it was signed, or to sign by hand."""
    with holding(code, at=timezone.now()) as letter:
        if letter is not None:
            return file_of(letter)
    return render(request, "letters/link_over.html", status=404)


@public_page
@require_POST
def ask_code(request: HttpRequest, code: str) -> HttpResponse:
    def ask(letter: Letter) -> None:
        operations.send_letter_code(letter=letter, by=None, at=timezone.now())

    return _done(request, code, ask, _("Le code est parti. Il arrive en quelques secondes."))


@public_page
@require_POST
def sign(request: HttpRequest, code: str) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, code, form=form)
    signed: list[Letter | None] = []

    def put(letter: Letter) -> None:
        typed = form.cleaned_data["code"]
        signed.append(operations.sign_letter(letter=letter, code=typed, by=None, at=timezone.now()))

    answer = _done(request, code, put, "")
    if signed == [None]:
        form.add_error("code", _("Ce n’est pas le bon code. Regardez le dernier e-mail reçu."))
        return _page(request, code, form=form)
    return answer


@public_page
@require_http_methods(GET_OR_POST)
def refuse(request: HttpRequest, code: str) -> HttpResponse:
    def refused(letter: Letter, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        operations.refuse_letter(letter=letter, reason=reason, by=None, at=timezone.now())

    return _answered(request, code, "refuse", refused)


@public_page
@require_http_methods(GET_OR_POST)
def delegate(request: HttpRequest, code: str) -> HttpResponse:
    def handed(letter: Letter, form: Any) -> None:
        operations.delegate_letter_by_link(
            letter=letter, to=form.signatory, by=None, at=timezone.now()
        )

    return _answered(request, code, "delegate", handed)


def _answered(
    request: HttpRequest, code: str, name: str, change: Callable[[Letter, Any], None]
) -> HttpResponse:
    """A page of its own for a form; done, the letter as it is, or that its link has gone on."""
    form: Any = FORMS[name](request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, code, form=form, name=f"link_{name}")
    gone = "letters/link_handed.html" if name == "delegate" else ""
    return _done(request, code, lambda letter: change(letter, form), "", gone)


def _done(
    request: HttpRequest, code: str, change: Callable[[Letter], None], said: str, gone: str = ""
) -> HttpResponse:
    """Do it, then show the letter as it is; a refusal is a sentence on the same page."""
    try:
        with holding(code, at=timezone.now()) as letter:
            if letter is not None:
                change(letter)
    except Refused as error:
        return _page(request, code, str(error))
    if letter is None:
        return render(request, "letters/link_over.html", status=404)
    if gone:
        return render(request, gone)
    if said:
        messages.success(request, said)
    return redirect("letter_link", code)
