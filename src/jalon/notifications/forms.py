"""How an account wants to be told by e-mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.notifications.models import MORNING, Family, Way

HOURS = [(hour, _("%(hour)s h") % {"hour": hour}) for hour in range(24)]
CHOSEN = [Family.TURN, Family.REMINDER, Family.NEWS, Family.TEAM]
# Until an account chooses, each kind of news has its own way: this is what most of them do.
USUAL = {Family.TURN: Way.DAILY, Family.REMINDER: Way.DAILY, Family.NEWS: Way.DAILY}


class WaysForm(forms.Form):
    """One choice per family, and the hour of the digest."""

    hour = forms.TypedChoiceField(
        label=_("Heure du message quotidien"), choices=HOURS, coerce=int, initial=MORNING
    )

    def __init__(self, *args: Any, known: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for family in CHOSEN:
            self.fields[family.value] = forms.ChoiceField(
                label=family.label,
                choices=Way.choices,
                widget=forms.RadioSelect,
                initial=known.get(family.value, USUAL.get(family, Way.DAILY)),
            )
        self.order_fields([*(family.value for family in CHOSEN), "hour"])

    @property
    def ways(self) -> dict[Family, Way]:
        return {family: Way(self.cleaned_data[family.value]) for family in CHOSEN}
