"""Forms of the project itself: its frame, its texts, what is said about them."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.calls.eligibility.fields import Zoning
from jalon.projects.models import Project
from jalon.projects.queries.texts import LONGEST
from jalon.strategies.forms import PublicText
from jalon.territories.queries import known_zonings
from jalon.ui.fields import DayField

NONE: Final = "none"
ZONES: Final = [*Zoning.choices, (NONE, _("aucune de ces zones"))]


class OpenForm(forms.Form):
    title = PublicText(
        label=_("Titre du projet"),
        max_length=200,
        help_text=_("Ce qui le dit le mieux, avec son territoire. Il se change ensuite."),
    )


class FrameForm(forms.Form):
    """Dates, public, priority zones. Nothing is mandatory while drafting."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    title = PublicText(label=_("Titre du projet"), max_length=200)
    starts_on = DayField(
        _("Début du projet"),
        required=False,
    )
    months = forms.IntegerField(
        label=_("Durée, en mois"), required=False, min_value=1, max_value=120
    )
    people = forms.IntegerField(
        label=_("Personnes accompagnées, en tout"), required=False, min_value=0, max_value=10**6
    )
    public_is_broad = forms.TypedChoiceField(
        label=_("À qui le projet s’adresse-t-il ?"),
        required=False,
        choices=[
            ("yes", _("à un public large : toute personne éloignée de l’emploi")),
            ("no", _("à une partie du public seulement")),
        ],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        empty_value=None,
    )
    zonings_present = forms.MultipleChoiceField(
        label=_("Zones prioritaires du périmètre"),
        required=False,
        choices=ZONES,
        widget=forms.CheckboxSelectMultiple,
    )
    zonings_associated = forms.MultipleChoiceField(
        label=_("Zones associées au projet"),
        required=False,
        choices=ZONES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Celles dont les acteurs prennent part au projet."),
    )

    def __init__(self, data: Any = None, *, project: Project) -> None:
        """Zones whose official list is loaded are recognised, and not asked."""
        start = {name: getattr(project, name) for name in self.base_fields}
        broad = project.public_is_broad
        start["public_is_broad"] = None if broad is None else "yes" if broad else "no"
        known = known_zonings()
        if start["zonings_present"] is not None:  # what is recognised is not declared
            start["zonings_present"] = [x for x in start["zonings_present"] if x not in known]
        for name in ("zonings_present", "zonings_associated"):
            start[name] = [NONE] if start[name] == [] else start[name]
        super().__init__(data, initial=start)
        asked = [choice for choice in ZONES if choice[0] not in known]
        present = self.fields["zonings_present"]
        present.choices = asked  # type: ignore[attr-defined]
        if len(asked) == 1:
            del self.fields["zonings_present"]
        elif known:
            present.label = _t("Autres zones prioritaires du périmètre")
            present.help_text = _t(
                "Celles dont la plateforme n’a pas la liste. Les autres sont reconnues par commune."
            )

    def clean_zonings_present(self) -> list[str] | None:
        return _zones(self.cleaned_data["zonings_present"])

    def clean_zonings_associated(self) -> list[str] | None:
        return _zones(self.cleaned_data["zonings_associated"])

    @property
    def changes(self) -> dict[str, Any]:
        """What the operation takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


def _zones(typed: list[str]) -> list[str] | None:
    """Nothing checked is not known yet; « none of these » is an answer."""
    return [one for one in typed if one != NONE] if typed else None


class TextForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    body = PublicText(
        label=_("Texte"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("N’y nommez aucune personne accompagnée."),
    )


class CommentForm(forms.Form):
    body = PublicText(
        label=_("Commentaire"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class WithdrawForm(forms.Form):
    reason = PublicText(label=_("Pourquoi le projet est retiré"), max_length=500)


class PaperForm(forms.Form):
    file = forms.FileField(
        label=_("Fichier PDF"),
        help_text=_("5 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.read(5) != b"%PDF-":
            raise forms.ValidationError(_("Ce fichier n’est pas un PDF."))
        file.seek(0)
        return file
