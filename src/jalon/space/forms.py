"""What the person writes: few fields, and none that must be filled when silence says enough."""

from datetime import date, timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import Block
from jalon.accounts.models import Organisation
from jalon.appointments.models import AppointmentKind, Mode
from jalon.dossiers.forms.blocks import ContactForm
from jalon.outcomes.forms import OutcomeForm
from jalon.plans.models import Bearer
from jalon.protection.views.words import PARTS
from jalon.ui.fields import DayField

LONGEST = 4_000
LONGEST_TITLE: Final = 200
# Days from today → how people say it.
SOON: Final = ((7, _("dans une semaine")), (30, _("dans un mois")), (90, _("dans trois mois")))
# What one may object to having shared; identity and team are needed by whoever remains.
CLOSABLE = [block for block in Block if block not in {Block.IDENTITY, Block.TEAM, Block.ACCESS_LOG}]

# What cannot be suspended: who is around the person, and the register of readings.
FIXED = {Block.TEAM, Block.ACCESS_LOG}


def _words(label: Any, *, required: bool, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class QuestionForm(forms.Form):
    """A word to go with « pourquoi ? »."""

    body = _words(_("Votre message"), required=False)


class DemandForm(forms.Form):
    """What the person asks, in their words; they may say nothing more."""

    body = _words(_("Votre message"), required=False)


class CorrectionForm(forms.Form):
    body = _words(
        _("Qu’est-ce qui est faux ?"),
        required=True,
        help_text=_("Écrivez ce qui est faux, puis ce qui est juste."),
    )


class LimitationForm(forms.Form):
    """Which part nobody may change any more, all of it unless said otherwise."""

    block = forms.ChoiceField(label=_("Quelle partie ?"), required=False)
    body = _words(_("Pourquoi ?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["block"] = forms.ChoiceField(
            label=self.fields["block"].label, required=False, choices=_blocks()
        )


def _blocks() -> list[tuple[str, Any]]:
    parts = [(block.value, PARTS[block]) for block in Block if block not in FIXED]
    return [("", _("Tout mon dossier")), *parts]


class JoiningForm(forms.Form):
    """Whether somebody may come around the person, and until when; a word if she likes."""

    decision = forms.ChoiceField(
        label=_("Votre réponse"),
        choices=[("accept", _("Oui, je suis d’accord")), ("refuse", _("Non"))],
        widget=forms.RadioSelect,
    )
    until_on = DayField(
        _("Si oui, jusqu’au"),
        required=False,
        help_text=_("Ce jour-là, cette personne ne lit plus votre dossier."),
    )
    word = forms.CharField(
        label=_("Un mot"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("La personne qui demande le lira."),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("decision") == "accept" and not said.get("until_on"):
            self.add_error("until_on", _t("Dites jusqu’à quand."))
        return said


class MyGoalForm(forms.Form):
    title = forms.CharField(label=_("Qu’aimeriez-vous réussir ?"), max_length=LONGEST_TITLE)


class MyStepForm(forms.Form):
    """What, who, and before when."""

    title = forms.CharField(label=_("Que faut-il faire ?"), max_length=LONGEST_TITLE)
    who = forms.ChoiceField(label=_("Qui le fait ?"), widget=forms.RadioSelect)
    due = forms.TypedChoiceField(
        label=_("Avant quand ?"), choices=SOON, coerce=int, widget=forms.RadioSelect, initial=30
    )

    def __init__(self, *args: Any, team: list[dict[str, Any]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        bodies = {str(seat["organisation_id"]): seat["organisation"] for seat in team}
        who: Any = self.fields["who"]
        who.choices = [(Bearer.PERSON.value, _("Moi")), *bodies.items()]
        who.initial = Bearer.PERSON.value

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if "due" in typed:
            typed["due_on"] = self.today + timedelta(days=typed["due"])
        return typed


class ObjectionForm(forms.Form):
    """To whom, or of what: one of the two at least."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Qui ne doit plus lire ?"),
        required=False,
        to_field_name="public_id",
        empty_label=_("Tout le monde"),
    )
    block = forms.ChoiceField(label=_("Quelle partie ?"), required=False)
    body = _words(_("Pourquoi ?"), required=False)

    def __init__(self, *args: Any, organisations: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies: Any = self.fields["organisation"]
        bodies.queryset = Organisation.objects.filter(pk__in=organisations).order_by("name")
        blocks: Any = self.fields["block"]
        blocks.choices = [
            ("", _("Tout mon dossier")),
            *((block.value, PARTS[block]) for block in CLOSABLE),
        ]


class MyContactForm(ContactForm):
    """The same fields as on the professional's screen, said to the person."""

    class Meta(ContactForm.Meta):
        fields = (
            "phones", "emails", "preferred_channel", "language", "needs_interpreter",
            "address_line", "address_extra", "postal_code", "city",
        )  # fmt: skip
        labels: ClassVar[dict[str, Any]] = {
            "phones": _("Votre téléphone"),
            "emails": _("Votre e-mail"),
            "preferred_channel": _("Comment vous joindre ?"),
            "needs_interpreter": _("J’ai besoin d’un interprète"),
            "address_line": _("Votre adresse"),
            "address_extra": _("Bâtiment, étage"),
            "postal_code": _("Code postal"),
            "city": _("Ville"),
        }


class OtherReferentForm(forms.Form):
    """Why, if she likes."""

    reason = forms.CharField(
        label=_("Pourquoi ?"), max_length=600, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class AskAgainForm(forms.Form):
    """Why another orientation, in her words."""

    reason = forms.CharField(
        label=_("Pourquoi changer ?"), max_length=600, widget=forms.Textarea(attrs={"rows": 4})
    )


class MyOutcomeForm(OutcomeForm):
    """The same questions as to a professional, said to the person."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        said = {
            "kind": _("Qu’avez-vous trouvé ?"),
            "started_on": _("Quand cela commence ?"),
            "planned_end_on": _("Quand cela finit ?"),
            "contract": _("Pour un emploi : quel contrat ?"),
            "weekly_hours": _("Pour un emploi : combien d’heures par semaine ?"),
            "employer": _("Chez qui ?"),
        }
        for name, label in said.items():
            self.fields[name].label = label
        self.fields["planned_end_on"].help_text = _("Laissez vide si vous ne savez pas.")
        self.fields["employer"].help_text = _("Vous pouvez ne pas le dire.")


class AskAppointmentForm(forms.Form):
    """About what, and how: two choices, and nothing to write."""

    kind = forms.ChoiceField(
        label=_("C’est pour parler de quoi ?"),
        choices=[
            (AppointmentKind.FOLLOW_UP, _("où j’en suis")),
            (AppointmentKind.JOB, _("un emploi ou une formation")),
            (AppointmentKind.CONTRACT, _("mon contrat d’engagement")),
        ],
        widget=forms.RadioSelect,
    )
    mode = forms.ChoiceField(
        label=_("Comment ?"), choices=Mode.choices, initial=Mode.PLACE, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
