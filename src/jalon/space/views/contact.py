"""How to reach me: I correct it myself, and those who accompany me see it at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import EditConflict, revise_block
from jalon.dossiers.views.blocks import spoken
from jalon.kernel.errors import Refused
from jalon.people.models import Contact
from jalon.space.forms import MyContactForm
from jalon.space.views.loading import own_or_404, show
from jalon.ui.access import personal_page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import PersonalRequest

LINES = ("phones", "emails")


@personal_page
@require_http_methods(GET_OR_POST)
def my_contact(request: PersonalRequest) -> HttpResponse:
    """My telephone, my address, my language."""
    own = own_or_404(request, "contact")
    form = MyContactForm({}, request.POST) if request.method == "POST" else _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            _revise(request, Dossier.objects.get(pk=own.id), form)
        except EditConflict as conflict:
            form = _anew(form, conflict)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("C’est changé."))
            return redirect("space_contact")
    return show(request, "contact", own, status=422 if form.errors else 200, form=form)


def _form(request: PersonalRequest) -> MyContactForm:
    contact = Contact.objects.filter(person_id=request.actor.person_id).first() or Contact()
    values: dict[str, Any] = {name: getattr(contact, name) for name in MyContactForm.Meta.fields}
    return MyContactForm(values | {name: values[name].splitlines() for name in LINES})


def _anew(form: MyContactForm, conflict: EditConflict) -> MyContactForm:
    """All that she typed, with what somebody else wrote beside each field that both changed."""
    again = form.reconsider({one.field: one.theirs for one in conflict.conflicts})
    sentence = _("Quelqu’un vient de changer cela : « %(theirs)s ». Écrivez ce qui est juste.")
    for one in conflict.conflicts:
        theirs = spoken(one.field, again.fields[one.field], one.theirs)
        again.add_error(one.field, sentence % {"theirs": theirs})
    return again


def _revise(request: PersonalRequest, dossier: Dossier, form: MyContactForm) -> None:
    revise_block(
        dossier=dossier, block="contact", before=form.cleaned_data["before"], after=form.after,
        by=request.actor, at=timezone.now(),
    )  # fmt: skip
