"""Forms of readings and opinions: entrusted, declared, marked, answered."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.appraisal.models import Mark, Verdict
from jalon.appraisal.queries.marking import TENTHS
from jalon.calls.content import GridLine
from jalon.strategies.forms import PublicText

NOBODY: Final = ("", "—")


class DueForm(forms.Form):
    """What is expected for a day to come."""

    due_on = forms.DateField(
        label=_("À rendre pour le"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_t("Choisissez une date à venir."))
        return day


class ReaderForm(DueForm):
    field_order = ("reviewer", "due_on")
    reviewer = forms.ChoiceField(
        label=_("Qui lit"),
        help_text=_("Les organismes qui prennent part à cet appel ne sont pas proposés."),
    )

    def __init__(self, data: Any = None, *, readers: Iterable[Affiliation]) -> None:
        super().__init__(data)
        self.known = {str(one.public_id): one for one in readers}
        names = [(code, f"{one.user.name}, {one.organisation}") for code, one in self.known.items()]
        self.fields["reviewer"].choices = [NOBODY, *names]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def chosen(self) -> Affiliation:
        return self.known[self.cleaned_data["reviewer"]]


class OpinionForm(DueForm):
    field_order = ("organisation", "due_on", "question")
    organisation = forms.ChoiceField(label=_("Organisme consulté"))
    question = PublicText(
        label=_("Ce qui lui est demandé"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, bodies: Iterable[Organisation]) -> None:
        super().__init__(data)
        self.known = {str(one.public_id): one for one in bodies}
        names = [(code, str(one)) for code, one in self.known.items()]
        self.fields["organisation"].choices = [NOBODY, *names]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def chosen(self) -> Organisation:
        return self.known[self.cleaned_data["organisation"]]


class InterestsForm(forms.Form):
    has_interest = forms.TypedChoiceField(
        label=_("Avez-vous un lien avec ce projet ou ces organismes ?"),
        choices=[
            ("no", _("aucun lien : je peux lire ce projet")),
            ("yes", _("un lien : je ne lis pas ce projet")),
        ],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        help_text=_("Un emploi, un mandat, un proche, un financement, récents ou à venir."),
    )
    reason = PublicText(
        label=_("Quel lien, en quelques mots"),
        required=False,
        max_length=500,
        help_text=_("L’instructeur seul le lit, et confie la lecture à quelqu’un d’autre."),
    )


class ReopenForm(forms.Form):
    reason = PublicText(
        label=_("Pourquoi cet avis est rouvert"),
        max_length=500,
        help_text=_("Le motif est gardé, avec les notes telles qu’elles étaient rendues."),
    )


class MarksForm(forms.Form):
    """A mark and a comment for each line of the grid; nothing is mandatory before giving."""

    def __init__(
        self, data: Any = None, *, lines: Iterable[GridLine], marks: Mapping[str, Mark]
    ) -> None:
        super().__init__(data)
        self.lines = list(lines)
        for one in self.lines:
            known = marks.get(one.code)
            tenths = known.tenths if known else None
            self.fields[f"points-{one.code}"] = forms.DecimalField(
                label=_t("Points sur %(most)s") % {"most": one.weight},
                required=False, min_value=0, max_value=one.weight, decimal_places=1,
                localize=True, initial=None if tenths is None else tenths / TENTHS,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 5}),
            )  # fmt: skip
            self.fields[f"comment-{one.code}"] = PublicText(
                label=_t("Commentaire"), required=False, max_length=2000,
                initial=known.comment if known else "",
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple[GridLine, forms.BoundField, forms.BoundField]]:
        return [
            (one, self[f"points-{one.code}"], self[f"comment-{one.code}"]) for one in self.lines
        ]

    @property
    def marks(self) -> dict[str, tuple[int | None, str]]:
        """Tenths and comment, by line: what the operation takes."""
        found: dict[str, tuple[int | None, str]] = {}
        for one in self.lines:
            points = self.cleaned_data.get(f"points-{one.code}")
            tenths = None if points is None else int(points * TENTHS)
            found[one.code] = (tenths, self.cleaned_data.get(f"comment-{one.code}", ""))
        return found


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Avis de votre organisme"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    body = PublicText(
        label=_("Texte de l’avis"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Obligatoire s’il n’est pas favorable."),
    )
