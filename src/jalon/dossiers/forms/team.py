from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.models import TeamRole

GIVEN_ROLES = [choice for choice in TeamRole.choices if choice[0] != TeamRole.REFERENT]


class InvitationForm(forms.Form):
    """Whom to invite into the team, as what, and until when if that is agreed from the start."""

    hat = forms.UUIDField(widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("Rôle"), choices=GIVEN_ROLES, widget=forms.RadioSelect)
    until_on = forms.DateField(
        label=_("Jusqu'au"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Premier jour sans accès. Vide : sans date de fin."),
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
