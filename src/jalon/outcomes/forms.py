from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.outcomes.models import ClosingReason, FollowUpAnswer, JobContract, OutcomeKind
from jalon.strategies.milestones import Suspension as Reason
from jalon.ui.fields import DayField


class OutcomeForm(forms.Form):
    """What the person has found. Contract and hours are asked of a job alone."""

    kind = forms.ChoiceField(
        label=_("Qu’est-ce qui commence ?"), choices=OutcomeKind, widget=forms.RadioSelect
    )
    started_on = DayField(_("Début"))
    planned_end_on = DayField(
        _("Fin prévue"), required=False, help_text=_("Vide : sans date de fin.")
    )
    contract = forms.ChoiceField(
        label=_("Pour un emploi : le contrat"),
        choices=[("", _("non précisé")), *JobContract.choices],
        required=False,
    )
    weekly_hours = forms.DecimalField(
        label=_("Pour un emploi : les heures par semaine"),
        required=False,
        min_value=1,
        max_value=60,
        max_digits=4,
        decimal_places=1,
        localize=True,
    )
    employer = forms.CharField(
        label=_("Chez qui"),
        required=False,
        max_length=200,
        help_text=_("Le nom de l’employeur ou de l’organisme, si la personne est d’accord."),
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)


class EndForm(forms.Form):
    ended_on = DayField(_("Dernier jour"))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)


class FollowUpForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Où en est la personne ?"), choices=FollowUpAnswer, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)


class ClosingForm(forms.Form):
    reason = forms.ChoiceField(label=_("Motif"), choices=ClosingReason, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)


class SuspensionForm(forms.Form):
    """Why and from when: the reasons are those that the writer may write."""

    reason = forms.ChoiceField(label=_("Motif"), widget=forms.RadioSelect)
    from_on = DayField(_("Depuis le"))
    expected_on = DayField(
        _("Retour prévu le"), required=False, help_text=_("Si vous le savez. Ce jour n’engage pas.")
    )

    def __init__(self, data: Any = None, *, grounds: tuple[str, ...], **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
        reason: Any = self.fields["reason"]
        reason.choices = [(code, Reason(code).label) for code in Reason.values if code in grounds]
        if Reason.HOSPITAL not in grounds:
            reason.help_text = _(
                "Une hospitalisation se note par une personne habilitée au secret professionnel. "
                "Sinon, choisissez une absence annoncée."
            )


class ProlongForm(forms.Form):
    """Until when, and why: the reasons are those that the writer may write."""

    expected_on = DayField(_("Nouveau retour prévu le"), help_text=_("Ce jour n’engage pas."))
    reason = forms.ChoiceField(label=_("Motif"), required=False, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, grounds: tuple[str, ...], **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
        reason: Any = self.fields["reason"]
        others = [(code, Reason(code).label) for code in Reason.values if code in grounds]
        reason.choices = [("", _("le même motif")), *others]


class ResumeForm(forms.Form):
    resumed_on = DayField(_("La personne est de retour depuis le"))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
