"""What is typed about a letter: a code, a refusal, another signatory, a scan."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.contracts.proofs import media_of
from jalon.letters.delegating import Signatory
from jalon.letters.models import Letter
from jalon.strategies.forms import PublicText
from jalon.ui.offering import offer

BY_ITS_CODE: Final = ""


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code reçu par e-mail"),
        max_length=20,
        help_text=_("6 chiffres."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    agreed = forms.BooleanField(
        label=_("J’ai lu cette lettre et je m’engage au nom de l’organisme")
    )


class RefusalForm(forms.Form):
    reason = PublicText(
        label=_("Pourquoi vous refusez de la signer"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Le porteur et l’organisme liront ce motif."),
    )  # fmt: skip


class SignatoryForm(forms.Form):
    name = PublicText(
        label=_("Qui signera"), max_length=200, help_text=_("Prénom, nom et fonction.")
    )
    email = forms.EmailField(
        label=_("Son adresse e-mail"), help_text=_("Un nouveau lien lui sera envoyé.")
    )

    @property
    def signatory(self) -> Signatory:
        return Signatory(self.cleaned_data["name"], self.cleaned_data["email"])


class ScanForm(forms.Form):
    """A scan; which letter it is, its QR code says, or the member."""

    file = forms.FileField(
        label=_("La lettre signée, numérisée"),
        help_text=_("PDF, JPEG ou PNG, 5 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )
    letter = forms.ChoiceField(label=_("De quel organisme"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, letters: list[Letter]) -> None:
        super().__init__(data, files)
        known = [(str(one.public_id), one.member.name) for one in letters]
        offer(self, "letter", [(BY_ITS_CODE, _t("la reconnaître par son QR code")), *known])

    def clean_file(self) -> bytes:
        content = bytes(self.cleaned_data["file"].read())
        if media_of(content) is None:
            raise forms.ValidationError(_t("Ce fichier n’est ni un PDF ni une image (JPEG, PNG)."))
        return content
