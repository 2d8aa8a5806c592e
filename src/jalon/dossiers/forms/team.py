from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Organisation
from jalon.dossiers.models import TeamRole
from jalon.ui.cautions import Cautioned
from jalon.ui.fields import DayField

GIVEN_ROLES = [choice for choice in TeamRole.choices if choice[0] != TeamRole.REFERENT]


class InvitationForm(Cautioned, forms.Form):
    """Whom to invite into the team, as what, and until when if that is agreed from the start."""

    hat = forms.UUIDField(widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("Rôle"), choices=GIVEN_ROLES, widget=forms.RadioSelect)
    until_on = DayField(
        _("Jusqu’au"),
        required=False,
        help_text=_("Premier jour sans accès. Vide : sans date de fin."),
    )
    word = forms.CharField(
        label=_("Un mot"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("La personne invitée le lira avant d’accepter : ne dites rien du dossier."),
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)


# What may be addressed, in the words of the screen.
PARTS = [
    ("B", _("Ce qui freine, foyer")),
    ("H", _("Logement")),
    ("F", _("Difficultés financières")),
    ("S", _("Santé : ce que cela empêche")),
    ("J", _("Justice, violences, protection de l’enfance")),
    ("N", _("Notes de l’équipe")),
]


class SharingForm(forms.Form):
    """Which part, to which body of the team, and until when if that is agreed."""

    organisation = forms.ModelChoiceField(
        label=_("À quel organisme ?"), queryset=Organisation.objects.none(), empty_label=None
    )
    block = forms.ChoiceField(label=_("Quelle partie ?"), choices=PARTS, widget=forms.RadioSelect)
    until_on = DayField(
        _("Jusqu’au"),
        required=False,
        help_text=_("Premier jour sans accès. Vide : sans date de fin."),
    )

    def __init__(self, data: Any = None, *, bodies: QuerySet[Organisation]) -> None:
        super().__init__(data, label_suffix="")
        self.fields["organisation"] = forms.ModelChoiceField(
            label=self.fields["organisation"].label,
            queryset=bodies,
            to_field_name="public_id",
            widget=forms.RadioSelect,
            empty_label=None,
        )
