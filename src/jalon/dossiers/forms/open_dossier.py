"""Who a dossier is opened for: identity, and the numbers that tell if they are already known."""

import base64
import re
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.fr import nir

from jalon.dossiers.forms.blocks import IdentityForm
from jalon.kernel.ids import uuid7
from jalon.people.queries import Identity, Keys
from jalon.vault.sealing import Unreadable, open_sealed, seal

SIGNER: Final = signing.Signer(salt="jalon.dossiers.open")
FRANCE_TRAVAIL: Final = re.compile(r"\d{7}[A-Z0-9]|\d{10}[A-Z0-9]", re.ASCII)
FIRST_STEP: Final = (
    "first_names", "birth_name", "birth_day", "birth_month", "birth_year",
    "france_travail", "file_number", "nir",
)  # fmt: skip
SECOND_STEP: Final = ("usage_name", "sex", "birth_place", "birth_country")


def _sealed(number: str) -> str:
    return base64.urlsafe_b64encode(seal(number)).decode()


class OpenDossierForm(IdentityForm):
    """`token` is the identifier the person will have: the same form sent twice is one person.

    The NIR is never shown again: once read it travels sealed, in `nir_kept`.
    """

    france_travail = forms.CharField(
        label=_("Identifiant France Travail"), required=False, max_length=20
    )
    file_number = forms.CharField(
        label=_("Numéro de dossier dans votre organisme"), required=False, max_length=50
    )
    nir = forms.CharField(
        label=_("Numéro de sécurité sociale"),
        required=False,
        max_length=30,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        help_text=_("15 caractères. Il sert à reconnaître la personne et n’est jamais affiché."),
    )
    nir_kept = forms.CharField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(widget=forms.HiddenInput)
    is_someone_else = forms.BooleanField(
        label=_("J’ai vérifié : c’est une autre personne"), required=False
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__({}, data)
        del self.fields["before"]  # nobody has written here before
        self.initial["token"] = SIGNER.sign(str(uuid7()))
        self.fields["birth_year"].required = True

    def clean_token(self) -> UUID:
        try:
            return UUID(SIGNER.unsign(self.cleaned_data["token"]))
        except (signing.BadSignature, ValueError) as error:
            raise ValidationError(
                _t("Ce formulaire est trop ancien. Rechargez la page, puis recommencez.")
            ) from error

    def clean_france_travail(self) -> str:
        number = "".join(self.cleaned_data["france_travail"].split()).upper()
        if number and not FRANCE_TRAVAIL.fullmatch(number):
            raise ValidationError(_t("Un identifiant France Travail a 8 ou 11 caractères."))
        return number

    def clean_file_number(self) -> str:
        return " ".join(self.cleaned_data["file_number"].split())

    def clean_nir(self) -> str:
        typed = re.sub(r"[\s.\-]", "", self.cleaned_data["nir"]).upper()
        if not typed:
            return self._kept_nir()
        try:
            return nir.validate(typed)[:13]
        except NotANumber as error:
            raise ValidationError(
                _t("Ce numéro de sécurité sociale n’est pas juste : 15 caractères, clé comprise.")
            ) from error

    def _kept_nir(self) -> str:
        kept = self.data.get("nir_kept", "")
        try:
            return open_sealed(base64.urlsafe_b64decode(kept)) if kept else ""
        except (ValueError, Unreadable):
            return ""

    @property
    def nir_to_keep(self) -> str:
        """The NIR as read, sealed, for the page that comes next; "" without one."""
        number = getattr(self, "cleaned_data", {}).get("nir", "")
        return _sealed(number) if number else ""

    @property
    def identity(self) -> Identity:
        names = Identity.__dataclass_fields__
        return Identity(**{name: self.cleaned_data[name] for name in names})

    @property
    def keys(self) -> Keys:
        said = self.cleaned_data
        return Keys(said["nir"], said["france_travail"], said["file_number"])
