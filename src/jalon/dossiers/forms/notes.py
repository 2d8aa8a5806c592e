from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.models import NoteBlock, NoteKind
from jalon.ui.fields import DayField

LONGEST = 10_000


class NoteForm(forms.Form):
    """What happened, in a few words, and what it speaks of, hence who will read it."""

    body = forms.CharField(
        label=_("Que s’est-il passé ?"),
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "placeholder": _("Appel, entretien, nouvelle… (touche e)"),
                "data-shortcut": "new-event",
                "data-review": "note.body",
                "aria-keyshortcuts": "e Control+Enter",
            }
        ),
        error_messages={"required": _("Écrivez au moins un mot.")},
    )
    kind = forms.ChoiceField(label=_("Nature"), choices=NoteKind.choices)
    happened_on = DayField(_("Date"))
    block = forms.ChoiceField(
        label=_("Cette note parle de"),
        choices=NoteBlock.choices,
        help_text=_(
            "Vie quotidienne : lue par toute l’équipe. Santé et justice : lues seulement avec une "
            "habilitation au secret professionnel. De la santé, dites ce que cela empêche, jamais "
            "la maladie."
        ),
    )
    is_private = forms.BooleanField(label=_("Réservée à mon organisme"), required=False)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
