"""How an account wants to be told by e-mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.notifications.models import MORNING, Family, Way

HOURS = [(hour, _("%(hour)s h") % {"hour": hour}) for hour in range(24)]
CHOSEN = {
    Family.TURN: _("Quelqu’un attend ma réponse"),
    Family.REMINDER: _("Une date approche ou est passée"),
    Family.NEWS: _("Un dossier avance"),
    Family.TEAM: _("L’équipe autour d’une personne change"),
}
# The same, in the words of the person.
OF_THE_PERSON = {
    Family.TURN: _("On attend ma réponse"),
    Family.REMINDER: _("Une date arrive"),
    Family.NEWS: _("Mon dossier avance"),
    Family.TEAM: _("Les personnes qui m’accompagnent changent"),
}


class WaysForm(forms.Form):
    """One choice per family, and the hour of the digest."""

    hour = forms.TypedChoiceField(
        label=_("Heure du message quotidien"), choices=HOURS, coerce=int, initial=MORNING
    )

    def __init__(
        self, *args: Any, known: dict[str, str], is_person: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for family, label in (OF_THE_PERSON if is_person else CHOSEN).items():
            self.fields[family.value] = forms.ChoiceField(
                label=label,
                choices=Way.choices,
                widget=forms.RadioSelect,
                initial=known.get(family.value, Way.DAILY),
            )
        self.order_fields([*(family.value for family in CHOSEN), "hour"])

    @property
    def ways(self) -> dict[Family, Way]:
        return {family: Way(self.cleaned_data[family.value]) for family in CHOSEN}
