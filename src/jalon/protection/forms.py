"""What an officer or a manager writes."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.ui.cautions import Cautioned

LONGEST = 8_000
NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class AnswerForm(Cautioned, forms.Form):
    """The words that the person will read."""

    answer = _text(
        _("Votre réponse"),
        _("La personne lira ces mots. Écrivez des phrases courtes, sans sigle."),
    )


class ExtensionForm(Cautioned, forms.Form):
    reason = _text(
        _("Pourquoi faut-il plus de temps ?"),
        _("La demande est complexe, ou la personne en a fait plusieurs : dites-le simplement."),
    )


class RegisterForm(Cautioned, forms.Form):
    """Which dossier, by its number or its address, and why."""

    dossier = forms.CharField(
        label=_("Numéro du dossier"),
        max_length=300,
        help_text=_("Le numéro, ou l'adresse de la page du dossier."),
    )
    motive = forms.CharField(
        label=_("Motif"),
        max_length=LONGEST,
        help_text=_("Il est conservé avec votre nom. Cette consultation est elle-même notée."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_dossier(self) -> UUID:
        found = NUMBER.search(self.cleaned_data["dossier"])
        if not found:
            raise forms.ValidationError(_("Ce numéro n'est pas celui d'un dossier."))
        return UUID(found[0])
