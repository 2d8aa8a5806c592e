"""The order of the data-protection officer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.people.queries import Identity
from jalon.retention.models import OrderGround, OrderKind


class OrderForm(forms.Form):
    """What to do, why, and of whom, as the civil registry names them."""

    kind = forms.ChoiceField(label=_("Que faire"), choices=OrderKind, widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("Pourquoi"), choices=OrderGround, widget=forms.RadioSelect)
    reference = forms.CharField(
        label=_("Référence dans votre registre"),
        max_length=50,
        required=False,
        help_text=_("Un numéro, sans nom : il reste après l’effacement."),
    )
    birth_name = forms.CharField(label=_("Nom de naissance"), max_length=100)
    first_names = forms.CharField(label=_("Prénom"), max_length=200)
    birth_year = forms.IntegerField(label=_("Année de naissance"), min_value=1880, max_value=2100)
    birth_month = forms.IntegerField(
        label=_("Mois de naissance"), min_value=1, max_value=12, required=False
    )
    birth_day = forms.IntegerField(
        label=_("Jour de naissance"), min_value=1, max_value=31, required=False
    )

    def identity(self) -> Identity:
        """Who is meant, once the form is valid."""
        given: dict[str, Any] = self.cleaned_data
        names = ("birth_name", "first_names", "birth_year", "birth_month", "birth_day")
        return Identity(**{name: given[name] for name in names})
