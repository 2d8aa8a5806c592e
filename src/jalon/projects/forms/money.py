"""Forms of the financing plan."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.calls.forms.money import Euros
from jalon.projects.models import Funder, Line, Member, Side, Spending
from jalon.strategies.forms import PublicText


class LineForm(forms.Form):
    """A spending with its post, or a resource with its funder: one list says both."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)
    what = forms.ChoiceField(
        label=_("Nature"),
        choices=[
            (_("Dépense"), [(f"spending-{code}", label) for code, label in Spending.choices]),
            (_("Ressource"), [(f"resource-{code}", label) for code, label in Funder.choices]),
        ],
    )
    member = forms.ModelChoiceField(
        queryset=Member.objects.none(), to_field_name="public_id", required=False,
        label=_("Membre"), help_text=_("Qui finance, pour « autre membre »."),
    )  # fmt: skip
    label = PublicText(label=_("Intitulé"), required=False, max_length=200)
    year = forms.IntegerField(label=_("Année"), min_value=2000, max_value=2100)
    amount_cents = Euros(label=_("Montant"))
    is_in_kind = forms.BooleanField(
        label=_("Apport en nature, valorisé"), required=False,
        help_text=_("Compté à part : ni dans les dépenses, ni dans les ressources."),
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        members: QuerySet[Member],
        line: Line | None = None,
        year: int = 0,
    ) -> None:
        start: dict[str, Any] = {"year": year or None}
        if line is not None:
            start = {name: getattr(line, name) for name in self.base_fields if name != "what"}
            start["what"] = f"{line.side}-{line.post or line.funder}"
        super().__init__(data, initial=start)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        side, _dash, code = data.get("what", "").partition("-")
        if code == Funder.MEMBER and side == Side.RESOURCE and not data.get("member"):
            self.add_error("member", _t("Dites quel membre finance."))
        if data.get("amount_cents") == 0:
            self.add_error("amount_cents", _t("Écrivez un montant plus grand que zéro."))
        return data

    @property
    def values(self) -> dict[str, Any]:
        """What the operation takes."""
        said = {**self.cleaned_data}
        said.pop("revision", None)
        side, _dash, code = said.pop("what").partition("-")
        is_spent = side == Side.SPENDING
        by_member = code == Funder.MEMBER and not is_spent
        said |= {"side": side, "post": code if is_spent else "", "funder": "" if is_spent else code}
        return {**said, "member": said["member"] if by_member else None}


class SpreadsheetForm(forms.Form):
    file = forms.FileField(
        label=_("Tableur"),
        help_text=_("Le fichier que cette page exporte, complété : il remplace tout le plan."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
