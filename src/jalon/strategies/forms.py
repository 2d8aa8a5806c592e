"""Forms of strategies."""

from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Organisation
from jalon.strategies.milestones import TIMED, Circumstance, Suspension, Track
from jalon.strategies.models import (
    DelayUnit,
    MeansKind,
    Responsible,
    StrategyStep,
    StrategyTime,
)
from jalon.strategies.queries.law import FIXED_BY_LAW
from jalon.strategies.queries.spoken import label_of
from jalon.territories.models import Territory
from jalon.ui.fields import DayField
from jalon.wording.guard import cautions
from jalon.wording.lexicon import Gravity

LONGEST_DELAY: Final = 3650
TIMED_CHOICES: Final = [(one.value, one.label) for one in TIMED]
MILESTONES: Final = [("", "—"), *TIMED_CHOICES]
# What is asked at once; the rest, which most territories leave as it is, is folded.
FIRST: Final = (
    "label", "delay", "unit", "responsible", "source", "indicator", "target_percent",
)  # fmt: skip


class PublicText(forms.CharField):
    """A text that everybody will read: no number of a person has its place there."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if any(one.gravity == Gravity.MUST_GO for one in cautions({"text": text or ""})):
            raise forms.ValidationError(
                _t("Retirez le numéro de ce texte : il ne peut pas y être enregistré.")
            )
        return text


def _several(choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class StepForm(forms.Form):
    """A step as a version promises it. What the law fixes is not asked."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    label = PublicText(max_length=200)
    time = forms.ChoiceField(choices=StrategyTime.choices, widget=forms.RadioSelect)
    starts_with = forms.ChoiceField(choices=MILESTONES)
    ends_with = forms.ChoiceField(choices=MILESTONES)
    delay = forms.IntegerField(min_value=1, max_value=LONGEST_DELAY)
    unit = forms.ChoiceField(choices=DelayUnit.choices)
    responsible = forms.ChoiceField(choices=Responsible.choices, widget=forms.RadioSelect)
    source = PublicText(required=False, max_length=300)
    indicator = PublicText(required=False, max_length=300)
    target_percent = forms.IntegerField(required=False, min_value=0, max_value=100)
    position = forms.IntegerField(required=False, min_value=0, max_value=1000)
    repeats = forms.BooleanField(required=False)
    restarts_with = _several(TIMED_CHOICES)
    longer_delay = forms.IntegerField(required=False, min_value=1, max_value=LONGEST_DELAY)
    longer_unit = forms.ChoiceField(required=False, choices=[("", "—"), *DelayUnit.choices])
    longer_when = _several(Circumstance.choices)
    tracks = _several(Track.choices)
    suspended_by = _several(Suspension.choices)
    responsible_kinds = _several(OrganisationKind.choices)

    def __init__(self, data: Any = None, *, step: StrategyStep | None = None) -> None:
        super().__init__(data, initial=_values(step) if step else {"revision": 0})
        if step and step.legal_key:
            for name in (*FIXED_BY_LAW, "source"):
                self.fields.pop(name, None)
        for name, field in self.fields.items():
            if name not in {"revision", "longer_unit"}:
                field.label = capfirst(label_of(name))
        self._say_more()

    def _say_more(self) -> None:
        hints = {
            "source": _("Le texte ou la décision d’où vient ce délai. N’y nommez personne."),
            "longer_delay": _("Laissez vide s’il est le même pour tout le monde."),
            "tracks": _("Aucun coché : l’étape vaut pour tous les parcours."),
            "responsible_kinds": _("Aucun coché : quel que soit l’organisme."),
            "suspended_by": _("Le délai s’arrête pendant ce temps, puis reprend."),
            "repeats": _(
                "L’étape est attendue de nouveau, après chaque fois où elle est atteinte."
            ),
        }
        for name, hint in hints.items():
            if name in self.fields:
                self.fields[name].help_text = hint
        self.fields["longer_unit"].label = _("Unité du délai plus long")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("position") is None and "position" in data:
            del data["position"]
        same = "starts_with" in data and data["starts_with"] == data.get("ends_with")
        if same and not data.get("repeats"):
            self.add_error(
                "ends_with", _t("Une étape qui finit où elle commence recommence à chaque fois.")
            )
        longer = [bool(data.get(name)) for name in ("longer_delay", "longer_unit")]
        if "longer_when" in self.fields:
            longer.append(bool(data.get("longer_when")))
        if any(longer) and not all(longer):
            self.add_error(
                "longer_delay", _t("Un délai plus long se donne avec son unité et ses raisons.")
            )
        return data

    @property
    def changes(self) -> dict[str, Any]:
        """What the operation takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    @property
    def first(self) -> list[str]:
        return [name for name in FIRST if name in self.fields]

    @property
    def folded(self) -> list[str]:
        return [name for name in self.fields if name not in {*FIRST, "revision"}]

    def has_errors_inside(self) -> bool:
        return any(name in self.errors for name in self.folded)


def _values(step: StrategyStep) -> dict[str, Any]:
    return {name: getattr(step, name) for name in StepForm.base_fields}


class MeansForm(forms.Form):
    """What a body brings to a step."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), to_field_name="public_id", label=_("Apportés par")
    )
    kind = forms.ChoiceField(label=_("Moyens"), choices=MeansKind.choices)
    amount = forms.DecimalField(
        label=_("Combien"), min_value=0, max_digits=12, decimal_places=2, localize=True,
        help_text=_("0 pour les retirer."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, bodies: QuerySet[Organisation]) -> None:
        super().__init__(data)
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]  # a ModelChoiceField


class DraftForm(forms.Form):
    """A version to begin: for which territory, under which title."""

    territory = forms.ModelChoiceField(
        queryset=Territory.objects.none(), to_field_name="code", label=_("Territoire"),
        empty_label=None,
    )  # fmt: skip
    title = PublicText(
        label=_("Titre"), max_length=200, help_text=_("Ce qu’elle veut, en quelques mots.")
    )

    def __init__(self, data: Any = None, *, territories: QuerySet[Territory]) -> None:
        super().__init__(data)
        self.fields["territory"].queryset = territories  # type: ignore[attr-defined]  # a ModelChoiceField


class ProposalForm(forms.Form):
    """Why the version is proposed."""

    intention = PublicText(
        label=_("Ce que cette version change, et pourquoi"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Tout le monde pourra le lire : n’y nommez personne."),
    )


class AdoptionForm(forms.Form):
    """From when the version binds, and the decision that says so."""

    valid_from = DayField(
        _("En vigueur à compter du"),
    )
    adoption_text = PublicText(
        label=_("Texte d’adoption"),
        max_length=300,
        help_text=_("La délibération ou la décision, avec sa date. N’y nommez personne."),
    )
