"""The forms of appointments, of hours and of desks."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from jalon.accounts.models import Affiliation
from jalon.appointments.drafting import Meeting
from jalon.appointments.models import (
    PRESENCES,
    AppointmentKind,
    AppointmentState,
    CancelGround,
    Desk,
    Mode,
    Weekday,
)
from jalon.appointments.models.gathering import FEWEST, MOST
from jalon.appointments.slots import instant
from jalon.ui.asked import LAST
from jalon.ui.fields import DayField

LENGTHS: Final = (15, 20, 30, 45, 60, 90, 120)
# What is talked over with one person; a gathering has its own.
ALONE: Final = [
    (kind, label) for kind, label in AppointmentKind.choices if kind != AppointmentKind.INFORMATION
]
TOGETHER: Final = "reunion"
TIME: Final = {"type": "time", "step": "300"}


def lengths() -> list[tuple[int, Any]]:
    return [(n, ngettext_lazy("%(n)s minute", "%(n)s minutes", n) % {"n": n}) for n in LENGTHS]


def length_field(usual: int = 45) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=_("Durée"), choices=lengths, coerce=int, initial=usual)


def _hour(label: Any, *, required: bool = True) -> forms.TimeField:
    widget = forms.TimeInput(attrs=TIME, format="%H:%M")
    return forms.TimeField(label=label, required=required, widget=widget)


class Plain(forms.Form):
    """Labels without a colon."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)


class HourForm(Plain):
    """An hour: one of those that are free, or another one, typed, on the clock of the place."""

    slot = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    on = DayField(_("Jour"), required=False)
    hour = _hour(_("Heure"), required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        slot = said.get("slot")
        if slot and slot.date() > LAST:
            raise forms.ValidationError(_t("Cette date est trop lointaine."))
        if not said.get("slot") and not (said.get("on") and said.get("hour")) and not self.errors:
            raise forms.ValidationError(_t("Choisissez un horaire libre, ou un jour et une heure."))
        return said

    def starts_at(self, zone: str) -> datetime | None:
        """None when that hour does not exist on that day (the night of summer time)."""
        slot: datetime | None = self.cleaned_data["slot"]
        if slot is not None:
            return slot
        return instant(self.cleaned_data["on"], self.cleaned_data["hour"], ZoneInfo(zone))


class MeetingForm(Plain):
    """Who meets the person, why, how, how long. `team`: those who may; `desks`: where any may."""

    kind = forms.ChoiceField(label=_("Objet"), choices=ALONE, initial="follow_up")
    mode = forms.ChoiceField(label=_("Comment"), choices=Mode.choices, initial="place")
    minutes = length_field()
    who = forms.MultipleChoiceField(
        label=_("Avec qui"), required=False, widget=forms.CheckboxSelectMultiple
    )
    desk = forms.ChoiceField(
        label=_("Ou à une permanence"),
        required=False,
        help_text=_(
            "N’importe qui de la permanence reçoit. À une réunion collective, la personne choisit "
            "parmi celles qui ont encore une place ; l’objet et la durée sont ceux de la réunion."
        ),
    )
    place = forms.CharField(
        label=_("Lieu, numéro ou lien"),
        required=False,
        max_length=200,
        help_text=_("La personne le lira. Vide : l’adresse habituelle de l’organisme."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        team: Sequence[Affiliation],
        desks: Sequence[Desk],
        gathering: Collection[int] = (),
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.team = {str(hat.public_id): hat for hat in team}
        self.desks = {str(desk.public_id): desk for desk in desks}
        who: Any = self.fields["who"]
        who.choices = [
            (key, f"{hat.user.name}, {hat.organisation}") for key, hat in self.team.items()
        ]
        desk: Any = self.fields["desk"]
        alone = [(key, str(one)) for key, one in self.desks.items()]
        many = [
            (f"{TOGETHER}:{key}", _t("%(desk)s : une réunion collective") % {"desk": one})
            for key, one in self.desks.items()
            if one.pk in gathering
        ]
        desk.choices = [("", _t("aucune")), *alone, *many]
        if not self.desks:
            del self.fields["desk"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not said.get("who") and not said.get("desk") and not self.errors:
            self.add_error("who", _t("Choisissez au moins une personne."))
        return said

    @property
    def meeting(self) -> Meeting:
        said = self.cleaned_data
        how, _colon, key = said.get("desk", "").rpartition(":")
        desk, is_collective = self.desks.get(key), how == TOGETHER
        return Meeting(
            kind=AppointmentKind.INFORMATION if is_collective else said["kind"],
            mode=said["mode"],
            minutes=said["minutes"],
            place=said["place"],
            hats=() if desk else tuple(self.team[key] for key in said["who"]),
            desk=desk,
            is_collective=is_collective,
        )


class CancelForm(Plain):
    ground = forms.ChoiceField(
        label=_("Pourquoi"), choices=CancelGround.choices, widget=forms.RadioSelect
    )


class PresenceForm(Plain):
    presence = forms.ChoiceField(
        label=_("La personne est-elle venue ?"),
        choices=[(one, AppointmentState(one).label) for one in PRESENCES],
        widget=forms.RadioSelect,
    )


class AvailabilityForm(Plain):
    """When one receives, each week."""

    weekday = forms.TypedChoiceField(label=_("Jour"), choices=Weekday.choices, coerce=int)
    opens = _hour(_("De"))
    closes = _hour(_("À"))
    minutes = length_field()
    mode = forms.ChoiceField(label=_("Comment"), choices=Mode.choices, initial="place")
    kind = forms.ChoiceField(
        label=_("Pour"),
        choices=[("", _("tous les rendez-vous")), *ALONE],
        required=False,
    )
    place = forms.CharField(label=_("Lieu"), required=False, max_length=200)
    from_on = DayField(_("À partir du"))
    until_on = DayField(_("Jusqu’au"), required=False)


class GatheringForm(Plain):
    """When several people are received together, where, how many, by whom of the desk."""

    title = forms.CharField(
        label=_("Titre"), max_length=100, initial=_("Réunion d’information collective")
    )
    on = DayField(_("Jour"))
    hour = _hour(_("Heure"))
    minutes = length_field(90)
    places = forms.IntegerField(label=_("Places"), min_value=FEWEST, max_value=MOST, initial=12)
    mode = forms.ChoiceField(label=_("Comment"), choices=Mode.choices, initial="place")
    place = forms.CharField(
        label=_("Lieu ou lien"), required=False, max_length=200,
        help_text=_("Vide : le lieu de la permanence."),
    )  # fmt: skip
    who = forms.MultipleChoiceField(label=_("Avec qui"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, held: Sequence[Affiliation], **options: Any) -> None:
        super().__init__(data, **options)
        self.held = {str(hat.public_id): hat for hat in held}
        who: Any = self.fields["who"]
        who.choices = [(key, hat.user.name) for key, hat in self.held.items()]

    @property
    def hats(self) -> list[Affiliation]:
        return [self.held[key] for key in self.cleaned_data["who"]]


class ClosureForm(Plain):
    """Days when one receives nobody."""

    from_on = DayField(_("Du"))
    until_on = DayField(_("Au, ce jour compris"))


class DeskForm(Plain):
    """A shared desk: its name, where it is, who holds it."""

    name = forms.CharField(label=_("Nom"), max_length=100)
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    who = forms.MultipleChoiceField(
        label=_("Tenue par"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: Any = None, *, colleagues: Sequence[Affiliation], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.colleagues = {str(hat.public_id): hat for hat in colleagues}
        who: Any = self.fields["who"]
        who.choices = [(key, hat.user.name) for key, hat in self.colleagues.items()]

    @property
    def hats(self) -> list[Affiliation]:
        return [self.colleagues[key] for key in self.cleaned_data["who"]]


class StaffForm(DeskForm):
    """Who holds it from today on."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        del self.fields["name"], self.fields["place"]


class CodeForm(Plain):
    """The code of a letter, as it is typed."""

    code = forms.CharField(
        label=_("Code de la lettre"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
