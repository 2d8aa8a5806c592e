from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.forms.cautions import cautions
from jalon.dossiers.models import NoteKind

LONGEST = 10_000


class NoteForm(forms.Form):
    """What happened, in a few words. Cautions are shown once; `anyway` saves all the same."""

    body = forms.CharField(
        label=_("Que s'est-il passé ?"),
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "placeholder": _("Appel, entretien, nouvelle… (touche e)"),
                "data-shortcut": "new-event",
                "aria-keyshortcuts": "e Control+Enter",
            }
        ),
        error_messages={"required": _("Écrivez au moins un mot.")},
    )
    kind = forms.ChoiceField(label=_("Nature"), choices=NoteKind.choices)
    happened_on = forms.DateField(
        label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    is_private = forms.BooleanField(label=_("Réservée à mon organisme"), required=False)
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
        self.cautions: list[str] = []

    def clean(self) -> dict[str, Any]:
        kept = self.cleaned_data
        if not kept.get("anyway"):
            self.cautions = cautions(kept.get("body", ""))
        if self.cautions:
            raise forms.ValidationError(_t("Relisez avant d'enregistrer."), code="caution")
        return kept
