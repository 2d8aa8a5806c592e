"""Forms of the officer: admissibility, corrections, notes, decisions."""

from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.appraisal.models import Outcome
from jalon.calls.forms.money import Euros
from jalon.strategies.forms import PublicText

MOMENT: Final = "%Y-%m-%dT%H:%M"


class AdmissibilityForm(forms.Form):
    is_admissible = forms.TypedChoiceField(
        label=_("Ce projet est-il recevable ?"),
        choices=[("yes", _("recevable : il est instruit")), ("no", _("irrecevable"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    reason = PublicText(
        label=_("Motif"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Obligatoire s’il est irrecevable : le porteur le lira à l’annonce."),
    )


class CorrectionForm(forms.Form):
    """One text for each part; those left empty are not to be corrected."""

    until = forms.DateTimeField(
        label=_("À corriger avant le"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        help_text=_("Heure de Paris."),
    )

    def __init__(self, data: Any = None, *, parts: dict[str, str]) -> None:
        super().__init__(data)
        self.parts = parts
        for code, label in parts.items():
            self.fields[code] = PublicText(
                label=label, required=False, max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    @property
    def wanted(self) -> dict[str, str]:
        """What is asked, by code of part."""
        said = {code: self.cleaned_data.get(code, "").strip() for code in self.parts}
        return {code: text for code, text in said.items() if text}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not self.wanted:
            self.add_error(None, _t("Dites ce qui est à corriger, dans une partie au moins."))
        return data


class RemarkForm(forms.Form):
    body = PublicText(
        label=_("Note entre instructeurs"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ni les candidats, ni les lecteurs, ni les organismes consultés ne la lisent."),
    )


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Décision"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    amount_cents = Euros(
        label=_("Montant accordé, en euros"),
        required=False,
        help_text=_("Pour un projet retenu."),
    )
    reason = PublicText(
        label=_("Motif"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Le porteur le lira à l’annonce, pas avant."),
    )


class PlanForm(forms.Form):
    on = forms.DateField(
        label=_("Résultats annoncés le"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Tout le monde le lit sur la page de l’appel. La date peut encore changer."),
    )

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_t("Choisissez une date à venir."))
        return day
