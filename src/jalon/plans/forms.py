"""What is typed in a plan: a goal, a step, a word."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Organisation
from jalon.plans.models import Bearer, Effect
from jalon.ui.cautions import Cautioned
from jalon.ui.fields import DayField
from jalon.ui.offering import offer

LONGEST: Final = 200
LONGEST_WORD: Final = 500
Choice = tuple[str, Any]


def _title(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST)


class GoalForm(Cautioned, forms.Form):
    """What one would like to reach, and the obstacles it comes from."""

    title = _title(_("Objectif"), _("En quelques mots, comme la personne le dirait."))
    themes = forms.MultipleChoiceField(
        label=_("Freins concernés"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, themes: Sequence[Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "themes", themes)
        if not themes:
            del self.fields["themes"]


class StepForm(Cautioned, forms.Form):
    """One thing to do, who does it, before when."""

    title = _title(_("Étape"), _("Une seule chose à faire."))
    who = forms.ChoiceField(label=_("Qui le fait ?"))
    due_on = DayField(_("Avant le"))
    repeats = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, doers: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "who", doers)

    @property
    def organisation(self) -> Organisation | None:
        """The body that would do it; None for the person."""
        who = self.cleaned_data["who"]
        return None if who == Bearer.PERSON else Organisation.objects.get(public_id=who)


class WordForm(Cautioned, forms.Form):
    """A word to go with a no, an end, or something done."""

    word = forms.CharField(
        label=_("Un mot"), required=False, max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    effect = forms.ChoiceField(
        label=_("Ce que cela a changé"), choices=Effect.choices, required=False
    )


class DoneForm(WordForm):
    """The same, and a photo that shows it."""

    photo = forms.FileField(label=_("Une photo"), required=False)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")

    @property
    def photo_sent(self) -> bytes:
        sent = self.cleaned_data.get("photo")
        return bytes(sent.read()) if sent else b""
