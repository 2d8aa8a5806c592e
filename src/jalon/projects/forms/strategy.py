"""Which version of a strategy the project contains: one being written, or one begun for it."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.projects.models import Project
from jalon.strategies.forms import PublicText
from jalon.strategies.models import Strategy
from jalon.territories.models import Territory

NONE: Final = "none"


class StrategyForm(forms.Form):
    choice = forms.ChoiceField(label=_("Stratégie du projet"), widget=forms.RadioSelect)
    title = PublicText(
        label=_("Titre de la stratégie"),
        required=False,
        max_length=200,
        help_text=_("Seulement si vous en commencez une. Ce qu’elle veut, en quelques mots."),
    )

    def __init__(
        self, data: Any = None, *, project: Project, versions: Sequence[Strategy],
        places: Sequence[Territory],
    ) -> None:  # fmt: skip
        """`versions`: those being written; `places`: where one may be begun."""
        self.versions = {str(one.public_id): one for one in versions}
        self.places = {f"begin-{one.pk}": one for one in places}
        now = next((key for key, one in self.versions.items() if one.pk == project.strategy_id), "")
        super().__init__(data, initial={"choice": now or NONE})
        self.fields["choice"].choices = self._choices()  # type: ignore[attr-defined]
        if not self.places:
            del self.fields["title"]

    def _choices(self) -> list[tuple[str, str]]:
        found = [
            (key, f"{one.title} ({one.territory}, {one.get_status_display()})")
            for key, one in self.versions.items()
        ]
        begun = [
            (key, _t("en commencer une pour le territoire : %(place)s") % {"place": one.name})
            for key, one in self.places.items()
        ]
        return [*found, *begun, (NONE, _t("aucune pour le moment"))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("choice") in self.places and not data.get("title") and "title" in data:
            self.add_error("title", _t("Donnez un titre à la stratégie que vous commencez."))
        return data

    @property
    def chosen(self) -> Strategy | None:
        """The version being written that was chosen; None for a new one, and for none."""
        return self.versions.get(self.cleaned_data["choice"])

    @property
    def begun(self) -> Territory | None:
        """Where a version is to be begun."""
        return self.places.get(self.cleaned_data["choice"])
