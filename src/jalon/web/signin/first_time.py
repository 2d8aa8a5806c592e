"""The first time: a number handed by the référent, a date of birth, a password of one's own."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from jalon.people.models.space_code import number_of
from jalon.people.operations import Born, redeem_space_code
from jalon.ui.access import public_page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.web.models import Session
from jalon.web.sessions import end_sessions
from jalon.web.signin import passwords


class FirstTimeForm(forms.Form):
    number = forms.CharField(
        label=_("Votre numéro"),
        max_length=20,
        help_text=_("Il est sur la lettre. 10 lettres et chiffres."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    day = forms.IntegerField(
        label=_("Jour de naissance"), min_value=1, max_value=31, required=False
    )
    month = forms.IntegerField(
        label=_("Mois de naissance"), min_value=1, max_value=12, required=False
    )
    year = forms.IntegerField(label=_("Année de naissance"), min_value=1880, max_value=2100)
    code = forms.CharField(
        label=_("Le code reçu par e-mail ou par SMS"),
        max_length=20,
        required=False,
        help_text=_("Seulement si vous aviez déjà un espace. 6 chiffres."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    password = forms.CharField(
        label=_("Choisissez un mot de passe"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["password"].help_text = passwords.hint(timezone.localdate())

    def clean_number(self) -> str:
        number = number_of(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError(_t("Ce numéro a 10 lettres et chiffres."))
        return number

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


@public_page
@require_http_methods(GET_OR_POST)
def first_time(request: HttpRequest) -> HttpResponse:
    """What is wrong is never said: number, date, time over, or too many tries."""
    form = FirstTimeForm(typed(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        born = Born(said["year"], said["month"], said["day"])
        user = redeem_space_code(
            number=said["number"], born=born, password=said["password"],
            code=said["code"], by=None, at=timezone.now(),
        )  # fmt: skip
        if user is not None:
            end_sessions(Session.objects.filter(user=user).only("pk"))
            messages.success(
                request, _t("C’est prêt. Entrez avec votre numéro et votre mot de passe.")
            )
            return redirect("account_login")
        form.add_error(
            None, _t("Cela ne marche pas. Regardez le numéro et la date, ou appelez qui vous suit.")
        )
    status = 422 if form.errors else 200
    return render(request, "account/first_time.html", {"form": form}, status=status)
