"""The parts of a call, one form each: what the writer changes at once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.calls.content import WHOLE_GRID
from jalon.calls.forms.money import Euros, Percent
from jalon.calls.loading import templates_on
from jalon.calls.models import CallVersion
from jalon.calls.queries.editing import fresh_code
from jalon.parameters.queries import integer
from jalon.strategies.forms import PublicText

MOMENT: Final = "%Y-%m-%dT%H:%M"


def _instant(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, help_text=help_text, widget=widget, required=required)


class BeginForm(forms.Form):
    """A call to begin: its title, and the model it starts from."""

    title = PublicText(label=_("Titre de l'appel"), max_length=200)
    template = forms.ChoiceField(
        label=_("Commencer à partir de"), widget=forms.RadioSelect, required=False
    )

    def __init__(self, data: Any = None, *, on: Any) -> None:
        super().__init__(data)
        known = [(one.code, _t("Modèle : %s") % one.name) for one in templates_on(on).values()]
        self.fields["template"].choices = [*known, ("", _t("Une page blanche"))]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["template"].initial = known[0][0] if known else ""


class TitleForm(forms.Form):
    """The title of a call that repeats another."""

    title = PublicText(label=_("Titre du nouvel appel"), max_length=200)


class PurposePart(forms.Form):
    title = PublicText(label=_("Titre de l'appel"), max_length=200)
    purpose = PublicText(
        label=_("Objet de l'appel"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("En deux ou trois phrases : ce que l'État veut soutenir, et pour qui."),
    )


class CalendarPart(forms.Form):
    opens_at = _instant(_("Ouverture"), _("Les heures sont celles de Paris."))
    questions_until = _instant(
        _("Questions jusqu'au"),
        _(
            "Assez tôt pour servir à tous. Vide : quelques jours avant la clôture, ou à la clôture"
            " quand l'appel est plus court."
        ),
        required=False,
    )
    closes_at = _instant(_("Clôture"), _("L'heure outre-mer est affichée à côté."))
    grace_minutes = forms.IntegerField(
        label=_("Tolérance en cas de panne, en minutes"),
        min_value=0,
        max_value=1440,
        help_text=_("Pour un dépôt commencé avant la clôture. 0 : aucune."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        opens, asked, closes = map(data.get, ("opens_at", "questions_until", "closes_at"))
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _t("La clôture vient après l'ouverture."))
        if closes and asked is None:
            days = integer("call.questions_days", on=closes.date())
            before = closes - timedelta(days=days)
            data["questions_until"] = before if opens and before > opens else closes
        if asked and closes and asked > closes:
            self.add_error(
                "questions_until", _t("Les questions finissent au plus tard à la clôture.")
            )
        return data


class MoneyPart(forms.Form):
    envelope_cents = Euros(label=_("Enveloppe de l'appel, en euros"))
    state_most_cents = Euros(label=_("État : au plus par projet, en euros"), required=False)
    carrier_least_rate = Percent(
        label=_("Porteur : part au moins du plan de financement, en %"), required=False
    )
    territories_wanted = forms.IntegerField(
        label=_("Nombre de territoires visés"), min_value=1, max_value=10_000, required=False
    )


class ReadingPart(forms.Form):
    """How projects are read, which candidates know from the start."""

    review_gap_points = forms.IntegerField(
        label=_(
            "Écart entre les deux lectures au-delà duquel une troisième est demandée, en points"
        ),
        min_value=1,
        max_value=WHOLE_GRID,
        required=False,
        help_text=_("Vide : l’écart réglé sur la plateforme à la clôture."),
    )


class _Rows(forms.Form):
    """A short list typed on one page: the rows left empty are not kept."""

    field = ""
    rows = 8

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.kept: list[dict[str, Any]] = list(initial[self.field])
        self.count = max(self.rows, len(self.kept) + 2)
        for place in range(self.count):
            given = self.kept[place] if place < len(self.kept) else {}
            for name, one in self.columns().items():
                one.initial = given.get(name)
                one.label = f"{one.label} ({place + 1})"
                self.fields[f"{name}_{place}"] = one

    def columns(self) -> dict[str, forms.Field]:
        raise NotImplementedError

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The bound fields, row by row."""
        names = list(self.columns())
        return [[self[f"{name}_{place}"] for name in names] for place in range(self.count)]

    def clean(self) -> dict[str, Any]:
        taken = {str(one.get("code")) for one in self.kept}
        found = []
        for place in range(self.count):
            given = {name: self.cleaned_data.get(f"{name}_{place}") for name in self.columns()}
            if given["label"]:
                own = self.kept[place].get("code") if place < len(self.kept) else ""
                given["code"] = own or fresh_code(given["label"], taken)
                taken.add(str(given["code"]))
                found.append(given)
        self.cleaned_data = {self.field: found}
        return self.cleaned_data


class GridPart(_Rows):
    """What applications are judged on; the weights make 100."""

    field = "grid"

    def columns(self) -> dict[str, forms.Field]:
        return {
            "label": PublicText(label=_t("Ce qui est apprécié"), required=False, max_length=200),
            "weight": forms.IntegerField(
                label=_t("Points"), required=False, min_value=1, max_value=WHOLE_GRID
            ),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if any(one["weight"] is None for one in data["grid"]):
            self.add_error(None, _t("Donnez des points à chaque ligne."))
            return data
        total = sum(one["weight"] for one in data["grid"])
        if total != WHOLE_GRID:
            self.add_error(
                None, _t("Les points font %(total)s : il en faut 100.") % {"total": total}
            )
        return data


class DocumentsPart(_Rows):
    field = "documents"

    def columns(self) -> dict[str, forms.Field]:
        return {
            "label": PublicText(label=_t("Pièce"), required=False, max_length=200),
            "required": forms.BooleanField(label=_t("Obligatoire"), required=False),
        }


class ContactsPart(_Rows):
    field = "contacts"
    rows = 3

    def columns(self) -> dict[str, forms.Field]:
        return {
            "label": PublicText(label=_t("Service"), required=False, max_length=200),
            "email": forms.EmailField(label=_t("Adresse e-mail"), required=False),
            "phone": forms.CharField(label=_t("Téléphone"), required=False, max_length=20),
        }


PARTS: Final[dict[str, tuple[Any, type[forms.Form]]]] = {
    "purpose": (_("Titre et objet"), PurposePart),
    "calendar": (_("Calendrier"), CalendarPart),
    "money": (_("Financement"), MoneyPart),
    "grid": (_("Grille de notation"), GridPart),
    "reading": (_("Lectures"), ReadingPart),
    "documents": (_("Pièces à joindre"), DocumentsPart),
    "contacts": (_("À qui s'adresser"), ContactsPart),
}


def part_form(part: str, version: CallVersion, data: Any = None) -> forms.Form:
    """The form of a part, filled with what is written. KeyError names an unknown part."""
    form = PARTS[part][1]
    if issubclass(form, _Rows):
        return form(data, initial={form.field: getattr(version, form.field)})
    names = form.base_fields
    start = {
        name: version.call.title if name == "title" else getattr(version, name) for name in names
    }
    return form(data, initial=start)


class ArticleForm(forms.Form):
    """An article, and where it stands."""

    title = PublicText(label=_("Titre de l'article"), max_length=200)
    text = PublicText(
        label=_("Texte"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "Une ligne vide sépare deux paragraphes. Les chiffres de l'appel s'écrivent"
            " {enveloppe}, {plafond}, {part_porteur}, {territoires}, {cloture}, {questions} ou"
            " {tolerance} : ils suivent ce qui est décidé."
        ),
    )
    section = forms.ChoiceField(label=_("Partie"), required=False)
    new_section = PublicText(
        label=_("Ou une nouvelle partie, nommée"), required=False, max_length=200
    )
    place = forms.IntegerField(
        label=_("Rang dans la partie"), required=False, min_value=1, max_value=50
    )

    def __init__(self, data: Any = None, *, version: CallVersion, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        known = [(one["code"], one["title"]) for one in version.sections]
        self.fields["section"].choices = known  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("section") and not data.get("new_section"):
            self.add_error("new_section", _t("Choisissez une partie, ou nommez-en une nouvelle."))
        return data


class ReasonForm(forms.Form):
    """Why a call is cancelled."""

    reason = PublicText(
        label=_("Pourquoi l'appel est annulé"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tout le monde le lira."),
    )


class ChangeForm(forms.Form):
    """What a new version changes."""

    change = PublicText(
        label=_("Ce que cette version change"),
        max_length=500,
        help_text=_("Une phrase, par exemple : « La clôture est reportée au 15 mars. »"),
    )
