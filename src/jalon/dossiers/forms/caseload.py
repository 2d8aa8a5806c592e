"""What the address of "Mes dossiers" may say. What it says wrongly is as if it said nothing."""

from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.models import THEMES, RsaStatus, WorkSituation
from jalon.dossiers.queries.caseload import OTHER_ROLE, Filters
from jalon.ui.words import french_sort

# Name in the address → field of Filters.
NAMES: Final = {
    "q": "typed",
    "role": "role",
    "commune": "commune",
    "situation": "situation",
    "rsa": "rsa",
    "frein": "barrier",
    "modifies": "changed",
    "sans_nouvelles": "without_news",
    "a_pourvoir": "empty_seat",
}
CHOSEN_IN_LISTS: Final = ("role", "commune", "situation", "rsa", "frein")


def _any(choices: list[tuple[str, Any]], label: Any) -> list[tuple[str, Any]]:
    return [("", label), *choices]


class CaseloadForm(forms.Form):
    """Search, filters, order and place in "Mes dossiers", as they stand in the address."""

    q = forms.CharField(
        label=_("Nom, ou année ou date de naissance"),
        required=False,
        widget=forms.SearchInput(attrs={"data-shortcut": "search"}),
    )
    role = forms.ChoiceField(
        label=_("Mon rôle"),
        required=False,
        choices=[
            ("", _("tous les rôles")),
            ("referent", _("référent ou référente")),
            (OTHER_ROLE, _("autre place dans l’équipe")),
        ],
    )
    commune = forms.CharField(label=_("Commune"), required=False)
    situation = forms.ChoiceField(label=_("Situation"), required=False)
    rsa = forms.ChoiceField(label=_("RSA (revenu de solidarité active)"), required=False)
    frein = forms.ChoiceField(label=_("Ce qui freine"), required=False)
    modifies = forms.BooleanField(required=False)
    sans_nouvelles = forms.BooleanField(required=False)
    a_pourvoir = forms.BooleanField(required=False)
    tri = forms.ChoiceField(
        label=_("Trier par"),
        required=False,
        choices=[
            ("name", _("nom")),
            ("contact", _("dernier contact, le plus ancien d’abord")),
            ("change", _("dernier changement, le plus récent d’abord")),
            ("opened", _("ouverture, la plus récente d’abord")),
        ],
    )
    apres = forms.CharField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, label_suffix="")
        situations = french_sort(list(WorkSituation), "label")
        named = [(one.value, one.label) for one in situations]
        self._offer("situation", named, _t("toutes les situations"))
        self._offer("rsa", RsaStatus.choices, _t("tous les états"))
        self._offer("frein", list(THEMES.items()), _t("tous les thèmes"))
        self.is_valid()

    def offer_communes(self, communes: list[tuple[str, str]]) -> None:
        """Where my people live, to choose from; otherwise the name of a commune is typed."""
        choices = _any(communes, _t("toutes les communes"))
        self.fields["commune"].widget = forms.Select(choices=choices)

    def _offer(self, name: str, choices: list[tuple[str, Any]], all_of_them: str) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = _any(choices, all_of_them)

    @property
    def filters(self) -> Filters:
        """What the list is narrowed to."""
        said = {field: self.cleaned_data.get(name) for name, field in NAMES.items()}
        return Filters(**{field: value for field, value in said.items() if value})

    @property
    def sort(self) -> str:
        return self.cleaned_data.get("tri") or "name"

    @property
    def after(self) -> str:
        return self.cleaned_data.get("apres") or ""

    @property
    def said(self) -> dict[str, str]:
        """What the address says that is understood, but for the place in the list."""
        kept = {
            name: self.cleaned_data.get(name)
            for name in (*NAMES, "tri")
            if self.cleaned_data.get(name) and (name, self.cleaned_data[name]) != ("tri", "name")
        }
        return {name: "1" if value is True else str(value) for name, value in kept.items()}
