"""Somebody whom one meets, exactly known: a number, the name, the birth date; and why one asks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.forms.open_dossier import OpenDossierForm
from jalon.dossiers.forms.team import GIVEN_ROLES
from jalon.dossiers.models import ReviewOutcome
from jalon.dossiers.operations.open_exceptional_access import REASON_LENGTH
from jalon.people.queries import Identity
from jalon.ui.cautions import Cautioned
from jalon.ui.fields import DayField

NAMES = ("first_names", "birth_name", "birth_day", "birth_month", "birth_year")
LEFT_OUT = ("token", "is_someone_else", "usage_name", "sex", "birth_place", "birth_country")


class MeetingForm(OpenDossierForm):
    """The identity as the person says it, with one exact number at least."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name in LEFT_OUT:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        numbers = ("nir", "france_travail", "file_number")
        if not any(said.get(name) for name in numbers) and not self.errors:
            raise ValidationError(_t("Donnez un numéro au moins : c’est lui qui la reconnaît."))
        return said

    @property
    def identity(self) -> Identity:
        return Identity(**{name: self.cleaned_data[name] for name in NAMES})


class EmergencyForm(Cautioned, MeetingForm):
    """Whom one must read at once, and why."""

    reason = forms.CharField(
        label=_("Pourquoi est-ce urgent ?"),
        min_length=REASON_LENGTH,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=format_lazy(
            _("{n} caractères au moins. La personne et qui protège ses données le liront."),
            n=REASON_LENGTH,
        ),
    )
    is_understood = forms.BooleanField(
        label=_("J’ai compris que la personne est prévenue, et que cet accès sera contrôlé")
    )


class ReviewForm(Cautioned, forms.Form):
    """Whether it was justified, and why."""

    outcome = forms.ChoiceField(
        label=_("Cet accès était"), choices=ReviewOutcome.choices, widget=forms.RadioSelect
    )
    opinion = forms.CharField(
        label=_("Votre avis"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("La personne pourra le lire."),
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)


class JoinForm(Cautioned, MeetingForm):
    """Whom one meets, in which role one would help, and why."""

    role = forms.ChoiceField(
        label=_("Votre rôle"), choices=GIVEN_ROLES, widget=forms.RadioSelect, initial="partner"
    )
    reason = forms.CharField(
        label=_("Pourquoi ?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Ce que vous faites avec cette personne. Elle le lira, et qui suit son dossier aussi."
        ),
    )


class DecisionForm(Cautioned, forms.Form):
    """Yes until a day, or no and why."""

    decision = forms.ChoiceField(
        label=_("Votre réponse"),
        choices=[("accept", _("Oui, dans l’équipe")), ("refuse", _("Non"))],
        widget=forms.RadioSelect,
    )
    until_on = DayField(
        _("Si oui, jusqu’au"),
        required=False,
        help_text=_("Premier jour sans accès."),
    )
    answer = forms.CharField(
        label=_("Si non, pourquoi"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("La personne qui demande le lira : ne dites rien du dossier."),
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("decision") == "accept" and not said.get("until_on"):
            self.add_error("until_on", _t("Dites jusqu’à quand."))
        if said.get("decision") == "refuse" and not said.get("answer"):
            self.add_error("answer", _t("Dites pourquoi, en quelques mots."))
        return said
