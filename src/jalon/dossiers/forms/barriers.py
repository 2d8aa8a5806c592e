from collections.abc import Collection
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.models import THEMES

# One answer says state and effect together: one key press per theme. Value: status and impact.
ANSWERS: Final = (
    ("not_addressed none", _("pas abordé")),
    ("no none", _("non")),
    ("yes none", _("oui, sans effet")),
    ("yes medium", _("oui, gêne")),
    ("yes strong", _("oui, bloque")),
    ("resolved none", _("levé")),
)


class BarriersForm(forms.Form):
    """Where each theme that its writer may change stands, beside what they saw (`before_…`)."""

    def __init__(
        self, themes: Collection[str], barriers: list[dict[str, Any]], data: Any = None
    ) -> None:
        super().__init__(data, label_suffix="")
        self.themes = themes
        seen = {barrier["theme"]: answer_of(barrier) for barrier in barriers}
        for theme in themes:
            label, now = THEMES[theme], seen.get(theme)
            self.fields[theme] = forms.ChoiceField(
                label=label, choices=ANSWERS, widget=forms.RadioSelect, initial=now
            )
            self.fields[f"before_{theme}"] = forms.ChoiceField(
                choices=ANSWERS, widget=forms.HiddenInput, initial=now
            )

    def changed(self) -> list[tuple[str, tuple[str, str], tuple[str, str]]]:
        """(theme, before, after) of each theme whose answer is not the one seen; two codes each."""
        answers = [
            (theme, self.cleaned_data[f"before_{theme}"], self.cleaned_data[theme])
            for theme in self.themes
        ]
        return [(theme, _codes(was), _codes(now)) for theme, was, now in answers if was != now]

    def reconsider(self, standing: dict[str, str], settled: set[str]) -> "BarriersForm":
        """The same answers, on top of what now stands; themes already saved are no change."""
        data = dict(self.data.items())
        for theme, answer in standing.items():
            data[f"before_{theme}"] = answer
        for theme in settled:
            data[f"before_{theme}"] = data[theme]
        return BarriersForm(self.themes, [], data)


def answer_of(barrier: Any) -> str:
    return f"{barrier['status']} {barrier['impact']}"


def _codes(answer: str) -> tuple[str, str]:
    status, impact = answer.split(" ")
    return status, impact
