"""What is typed about commitments and contracts."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Organisation
from jalon.contracts.models import Adaptation, ContractKind
from jalon.contracts.terms import Terms
from jalon.ui.cautions import Cautioned
from jalon.ui.fields import DayField

HEAVIEST_SCAN = 6


def _words(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, **options)


class ContractForm(Cautioned, forms.Form):
    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, label_suffix="", **options)


class CommitmentForm(ContractForm):
    """Who promises what, and before when: the same fields whoever it is."""

    organisation = forms.ModelChoiceField(
        label=_("Qui s’engage ?"),
        queryset=Organisation.objects.none(),
        required=False,
        blank=True,  # or radio buttons lose their empty choice, which is the person
        to_field_name="public_id",
        widget=forms.RadioSelect,
        empty_label=_("La personne"),
    )
    text = _words(_("À faire quoi ?"), rows=2, max_length=500)
    due_on = DayField(_("Avant le"), required=False)

    def __init__(self, data: Any = None, *, bodies: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(data, **options)
        chosen: Any = self.fields["organisation"]
        chosen.queryset = bodies


class SettlementForm(ContractForm):
    is_kept = forms.TypedChoiceField(
        label=_("Cet engagement est…"),
        choices=[("1", _("tenu")), ("0", _("pas tenu"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    proof = _words(
        _("Qu’est-ce qui le montre ?"),
        required=False,
        max_length=500,
        help_text=_("Un rendez-vous fait, un papier reçu. Si ce n’est pas tenu : pourquoi."),
    )


class WhyForm(ContractForm):
    why = _words(_("Un mot"), rows=2, required=False, max_length=500)


class TermsForm(ContractForm):
    """Dates, hours and words of a contract being prepared."""

    started_on = DayField(_("Commence le"))
    ends_on = DayField(_("Se termine le"), required=False)
    review_on = DayField(
        _("On le revoit ensemble le"), required=False, help_text=_("Un bilan, à mi-chemin.")
    )
    weekly_hours = forms.IntegerField(label=_("Heures par semaine"), min_value=0, max_value=60)
    adaptations = forms.MultipleChoiceField(
        label=_("Pourquoi cette durée ?"),
        choices=Adaptation.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ce qui freine la personne se choisit à l’étape suivante."),
    )
    words = _words(_("Ce que vous avez décidé ensemble"), rows=4, required=False, max_length=2000)

    def terms(self) -> Terms:
        given = self.cleaned_data
        return Terms(**{**given, "adaptations": tuple(given["adaptations"])})


class RecordForm(ContractForm):
    """A contract signed elsewhere."""

    kind = forms.ChoiceField(
        label=_("Quel contrat ?"),
        choices=ContractKind.choices,
        widget=forms.RadioSelect,
    )
    organisation = forms.ModelChoiceField(
        label=_("Signé pour"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        widget=forms.RadioSelect,
        empty_label=None,
    )
    started_on = DayField(_("A commencé le"))
    ends_on = DayField(_("Se termine le"), required=False)
    review_on = DayField(_("On le revoit ensemble le"), required=False)
    weekly_hours = forms.IntegerField(
        label=_("Heures par semaine"), min_value=0, max_value=60, required=False
    )

    def __init__(self, data: Any = None, *, bodies: QuerySet[Organisation]) -> None:
        super().__init__(data)
        chosen: Any = self.fields["organisation"]
        chosen.queryset = bodies

    def terms(self) -> Terms:
        names = ("started_on", "ends_on", "review_on", "weekly_hours")
        return Terms(**{name: self.cleaned_data[name] for name in names})


class OfferForm(ContractForm):
    """Which difficulties the contract names, and which of them explain the hours."""

    themes = forms.MultipleChoiceField(
        label=_("Quelles difficultés écrire dans le contrat ?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Demandez à la personne. Chacune n’est lue que par qui en a le droit."),
    )
    adapting = forms.MultipleChoiceField(
        label=_("Lesquelles expliquent la durée ?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, themes: list[tuple[str, str]]) -> None:
        super().__init__(data)
        for name in ("themes", "adapting"):
            chosen: Any = self.fields[name]
            chosen.choices = themes


class CodeForm(ContractForm):
    code = forms.CharField(
        label=_("Le code reçu"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        help_text=_("Six chiffres."),
    )


class TabletForm(ContractForm):
    typed_name = forms.CharField(
        label=_("La personne tape ici son prénom et son nom"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    present = forms.CharField(label=_("Qui était là ?"), max_length=200)
    agrees = forms.BooleanField(label=_("J’ai lu ce contrat et je suis d’accord."))


class PaperForm(ContractForm):
    number = forms.IntegerField(
        label=_("Le numéro de version écrit sur la page signée"),
        min_value=1,
        max_value=32_000,
        help_text=_("En haut de la page, sous le titre : « Version 1 »."),
    )
    scan = forms.FileField(
        label=_("La page signée, scannée ou photographiée"),
        help_text=_("PDF, JPEG ou PNG."),
    )
    present = forms.CharField(label=_("Qui était là ?"), max_length=200, required=False)

    def scanned(self) -> bytes:
        file: UploadedFile = self.cleaned_data["scan"]
        return file.read()


class RefusalForm(ContractForm):
    word = _words(_("Un mot, si vous voulez"), rows=2, required=False, max_length=500)


class ReviewForm(ContractForm):
    next_on = DayField(_("Prochain bilan le"), required=False)


class VerificationForm(ContractForm):
    file = forms.FileField(label=_("Le fichier du contrat"), required=False)
    code = forms.CharField(
        label=_("Ou le code écrit à la fin du contrat"), required=False, max_length=24
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("file") and not given.get("code") and not self.errors:
            raise forms.ValidationError(_("Donnez un fichier ou un code."))
        return given
