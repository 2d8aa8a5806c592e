"""Composing a criterion without code: its sentence, then conditions, one plain form each."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.accounts.kinds import OrganisationKind
from jalon.calls.content import articles, documents
from jalon.calls.eligibility.expression import AT_LEAST, AT_MOST
from jalon.calls.eligibility.fields import (
    AMOUNTS,
    CARRIER_KIND,
    DAYS,
    FIGURES,
    YES_OR_NO,
    ZONINGS,
    Field,
    Zoning,
)
from jalon.calls.forms.money import Euros, Percent
from jalon.calls.models import CallVersion
from jalon.strategies.forms import PublicText
from jalon.ui.fields import DayField

ALL, ANY = "all", "any"
# The kinds of conditions, as the writer chooses among them.
KINDS: Final[dict[str, Any]] = {
    "amount": _("Un montant"),
    "rate": _("Une part du plan de financement"),
    "member": _("Un membre du groupement"),
    "signed": _("Une lettre d'engagement signée"),
    "carrier": _("Le type du porteur"),
    "field": _("Une réponse par oui ou non"),
    "zoning": _("Un zonage"),
    "document": _("Une pièce jointe"),
    "date": _("Une date"),
}


class CriterionForm(forms.Form):
    """What is asked, in one sentence, and its article."""

    label = PublicText(
        label=_("Ce qui est demandé"),
        max_length=200,
        help_text=_("Une phrase vraie d'un projet éligible : « France Travail est membre »."),
    )
    article = forms.ChoiceField(label=_("Article du cahier des charges"))
    join = forms.ChoiceField(
        label=_("Quand il y a plusieurs conditions"),
        choices=[(ALL, _("toutes sont demandées")), (ANY, _("une seule suffit"))],
        widget=forms.RadioSelect,
        initial=ALL,
    )

    def __init__(
        self, data: Any = None, *, version: CallVersion, conditions: int, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        if conditions < 2:
            del self.fields["join"]
        known = articles(version.sections).values()
        self.fields["article"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (one.code, f"{one.number} {one.title}") for one in known
        ]


class ConditionForm(forms.Form):
    """One condition; `expression` is its JSON."""

    refused = forms.BooleanField(
        label=_("À l'inverse : demander que ce ne soit pas le cas"), required=False
    )
    field_order: Any = None

    def said(self) -> dict[str, Any]:
        raise NotImplementedError

    @property
    def expression(self) -> dict[str, Any]:
        said = self.said()
        return {"op": "not", "of": said} if self.cleaned_data["refused"] else said


def _choices(fields: tuple[Field, ...]) -> list[tuple[str, Any]]:
    return [(one.code, one.label) for one in fields]


SIGNS = [(AT_MOST, _("au plus")), (AT_LEAST, _("au moins"))]
OWN_FIGURE = ""


class AmountForm(ConditionForm):
    field = forms.ChoiceField(label=_("Montant"), choices=_choices(AMOUNTS))
    sign = forms.ChoiceField(label=_("Doit être"), choices=SIGNS, widget=forms.RadioSelect)
    figure = forms.ChoiceField(
        label=_("Par rapport à"),
        required=False,
        initial="state_most_cents",
        choices=[
            *((name, FIGURES[name]) for name in ("state_most_cents", "envelope_cents")),
            (OWN_FIGURE, _("un autre montant, à écrire")),
        ],
    )
    limit: Any = Euros(label=_("Autre montant, en euros"), required=False)
    op = "amount"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("figure") and data.get("limit") is None:
            self.add_error("limit", _t("Écrivez le montant."))
        return data

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        limit = given["figure"] or given["limit"]
        return {"op": self.op, "field": given["field"], "sign": given["sign"], "limit": limit}


class RateForm(AmountForm):
    of = forms.ChoiceField(label=_("Sur"), choices=_choices(AMOUNTS[::-1]), initial="total_cents")
    figure = forms.ChoiceField(
        label=_("Par rapport à"),
        required=False,
        initial="carrier_least_rate",
        choices=[
            ("carrier_least_rate", FIGURES["carrier_least_rate"]),
            (OWN_FIGURE, _("un autre pourcentage, à écrire")),
        ],
    )
    limit: Any = Percent(label=_("Autre pourcentage"), required=False)
    field_order = ("field", "of", "sign", "figure", "limit", "refused")
    op = "rate"

    def said(self) -> dict[str, Any]:
        return {**super().said(), "of": self.cleaned_data["of"]}


class MemberForm(ConditionForm):
    kinds = forms.MultipleChoiceField(
        label=_("De l'un de ces types"),
        choices=OrganisationKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("kinds", "refused")

    def said(self) -> dict[str, Any]:
        return {"op": "member", "kinds": self.cleaned_data["kinds"]}


class SignedForm(MemberForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kinds"].required = False
        self.fields["kinds"].help_text = _t("Aucun coché : la lettre de chaque membre.")

    def said(self) -> dict[str, Any]:
        return {**super().said(), "op": "signed"}


class CarrierForm(MemberForm):
    def said(self) -> dict[str, Any]:
        return {"op": "is", "field": CARRIER_KIND, "value": self.cleaned_data["kinds"]}


class FieldForm(ConditionForm):
    field = forms.ChoiceField(
        label=_("Ce qui doit être vrai"),
        choices=[(one.code, one.yes) for one in YES_OR_NO],
        widget=forms.RadioSelect,
    )
    field_order = ("field", "refused")

    def said(self) -> dict[str, Any]:
        return {"op": "is", "field": self.cleaned_data["field"], "value": True}


class ZoningForm(ConditionForm):
    field = forms.ChoiceField(label=_("Où"), choices=_choices(ZONINGS), widget=forms.RadioSelect)
    zoning = forms.ChoiceField(label=_("Zonage"), choices=Zoning.choices)
    field_order = ("field", "zoning", "refused")

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"op": "zoning", "field": given["field"], "zoning": given["zoning"]}


class DocumentForm(ConditionForm):
    document = forms.ChoiceField(label=_("Pièce"))
    field_order = ("document", "refused")

    def said(self) -> dict[str, Any]:
        return {"op": "document", "document": self.cleaned_data["document"]}


class DateForm(ConditionForm):
    field = forms.ChoiceField(label=_("Date"), choices=_choices(DAYS))
    sign = forms.ChoiceField(
        label=_("Doit être"),
        choices=[(AT_LEAST, _("ce jour ou après")), (AT_MOST, _("ce jour ou avant"))],
        widget=forms.RadioSelect,
    )
    day = DayField(_("Jour"))
    field_order = ("field", "sign", "day", "refused")

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        day = given["day"].isoformat()
        return {"op": "date", "field": given["field"], "sign": given["sign"], "day": day}


CONDITIONS: Final[dict[str, type[ConditionForm]]] = {
    "amount": AmountForm,
    "rate": RateForm,
    "member": MemberForm,
    "signed": SignedForm,
    "carrier": CarrierForm,
    "field": FieldForm,
    "zoning": ZoningForm,
    "document": DocumentForm,
    "date": DateForm,
}


def condition_form(kind: str, version: CallVersion, data: Any = None) -> ConditionForm:
    """The form of a kind of condition. KeyError names an unknown kind."""
    form = CONDITIONS[kind](data)
    if isinstance(form, DocumentForm):
        choices = [(one.code, one.label) for one in documents(version.documents)]
        form.fields["document"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
    return form
