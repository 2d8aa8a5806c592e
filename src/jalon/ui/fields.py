"""Fields that several rooms ask in the same way."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from jalon.ui.asked import FIRST, LAST


class DayField(forms.DateField):
    """A day chosen in the calendar of the browser, from which months can be counted."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, label: Any, *, required: bool = True, help_text: Any = "") -> None:
        wrong = _("Vérifiez l’année.")
        bounds = [MinValueValidator(FIRST, wrong), MaxValueValidator(LAST, wrong)]
        super().__init__(label=label, required=required, help_text=help_text, validators=bounds)
