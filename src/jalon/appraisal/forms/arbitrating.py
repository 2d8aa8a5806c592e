"""Forms of the arbitration: what a scenario must respect, and what it makes of each project."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.appraisal.arbitration.candidates import Candidate
from jalon.appraisal.arbitration.choices import Chosen
from jalon.appraisal.arbitration.constraints import Constraint, Rule
from jalon.appraisal.arbitration.zones import SHORT
from jalon.appraisal.models import Outcome
from jalon.calls.eligibility.fields import Zoning
from jalon.calls.forms.money import Euros, Percent
from jalon.strategies.forms import PublicText

MOST_PROJECTS: Final = 500
HUNDREDTHS: Final = 100
Bounds = tuple[Rule, str, str, str]  # rule, key, field of its least, field of its most


def _count(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, required=False, min_value=0, max_value=MOST_PROJECTS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 5}),
    )  # fmt: skip


class ScenarioForm(forms.Form):
    """Its name and its constraints; what is left empty is not asked."""

    name = PublicText(label=_("Nom du scénario"), max_length=80)
    envelope = Euros(label=_("Enveloppe, en euros"))
    territories_least = _count(_("Territoires retenus, au moins"))
    territories_most = _count(_("Territoires retenus, au plus"), _("Un projet, un territoire."))
    each_region_least = _count(_("Dans chaque région, au moins"))
    each_region_most = _count(
        _("Dans chaque région, au plus"), _("Pour les régions où un projet est déposé.")
    )
    overseas_least = _count(_("Outre-mer, au moins"))
    mark_least = forms.DecimalField(
        label=_("Note demandée, sur 100"), required=False, min_value=0, max_value=100,
        decimal_places=1, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 5}),
        help_text=_("En dessous, un projet n’est pas retenu."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, regions: Sequence[tuple[str, str]], name: str = "",
        kept: Iterable[Constraint] = (),
    ) -> None:  # fmt: skip
        super().__init__(data)
        self.regions = regions
        for zone in Zoning:
            self.fields[f"zone-{zone.value}"] = Percent(
                label=_t("Territoires %s, en pour cent au moins") % SHORT[zone],
                required=False,
            )
        for code, region in regions:
            self.fields[f"region-{code}-least"] = _count(_t("%s, au moins") % region)
            self.fields[f"region-{code}-most"] = _count(_t("%s, au plus") % region)
        self.initial = {"name": name, **self._start(kept)}

    @property
    def shared(self) -> list[str]:
        """The fields that every call has, in their order."""
        return [name for name in self.fields if not name.startswith("region-")]

    @property
    def of_regions(self) -> list[str]:
        return [name for name in self.fields if name.startswith("region-")]

    @property
    def constraints(self) -> list[Constraint]:
        """What was typed, as a scenario keeps it."""
        names = dict(self.regions)
        found = []
        for rule, key, low, high in self._bounds():
            least, most = self._typed(low, rule), self._typed(high, rule)
            if least is not None or most is not None:
                found.append(Constraint(rule, key, least, most, names.get(key, "")))
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for _rule, _key, low, high in self._bounds():
            least, most = data.get(low), data.get(high)
            if least is not None and most is not None and least > most:
                self.add_error(high, _t("Au plus ne peut pas être en dessous de au moins."))
        return data

    def _bounds(self) -> list[Bounds]:
        """Every rule, with its fields."""
        return [
            (Rule.ENVELOPE, "", "", "envelope"),
            (Rule.TERRITORIES, "", "territories_least", "territories_most"),
            (Rule.EACH_REGION, "", "each_region_least", "each_region_most"),
            *(
                (Rule.REGION, code, f"region-{code}-least", f"region-{code}-most")
                for code, _name in self.regions
            ),
            (Rule.OVERSEAS, "", "overseas_least", ""),
            *((Rule.ZONE, zone.value, f"zone-{zone.value}", "") for zone in Zoning),
            (Rule.MARK, "", "mark_least", ""),
        ]

    def _typed(self, name: str, rule: Rule) -> int | None:
        value = self.cleaned_data.get(name) if name else None
        if value is None:
            return None
        return int(value * HUNDREDTHS) if rule == Rule.MARK else int(value)

    def _start(self, kept: Iterable[Constraint]) -> dict[str, Any]:
        """What the fields hold at first, from what the scenario keeps."""
        known = {(one.rule, one.key): one for one in kept}
        found: dict[str, Any] = {}
        for rule, key, low, high in self._bounds():
            one = known.get((rule, key), Constraint(rule))
            for name, value in ((low, one.least), (high, one.most)):
                if name and value is not None:
                    found[name] = value / HUNDREDTHS if rule == Rule.MARK else value
        return found


class ChoicesForm(forms.Form):
    """What is chosen for each project of a page of the table."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, among: Sequence[Candidate], chosen: Mapping[int, Chosen],
        revision: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(data, initial={"revision": revision})
        self.among = among
        for one in among:
            known = chosen.get(one.project_id, Chosen(Outcome.NOT_SELECTED, None))
            self._add(one, known)

    def _add(self, one: Candidate, known: Chosen) -> None:
        said = {"title": one.title}
        self.fields[f"outcome-{one.public_id}"] = forms.ChoiceField(
            label=_t("Choix pour « %(title)s »") % said, choices=Outcome.choices,
            initial=known.outcome,
        )  # fmt: skip
        self.fields[f"amount-{one.public_id}"] = Euros(
            label=_t("Montant pour « %(title)s », en euros") % said, required=False,
            initial=known.amount_cents or one.cents,
        )  # fmt: skip
        self.fields[f"held-{one.public_id}"] = forms.BooleanField(
            label=_t("Tenir ce choix pour « %(title)s »") % said, required=False,
            initial=known.is_held,
        )  # fmt: skip
        self.fields[f"reason-{one.public_id}"] = PublicText(
            label=_t("Motif pour « %(title)s »") % said, required=False, max_length=2000,
            initial=known.reason, widget=forms.Textarea(attrs={"rows": 2}),
        )  # fmt: skip

    @property
    def rows(self) -> list[tuple[Candidate, dict[str, forms.BoundField]]]:
        names = ("outcome", "amount", "held", "reason")
        return [
            (one, {name: self[f"{name}-{one.public_id}"] for name in names}) for one in self.among
        ]

    @property
    def chosen(self) -> dict[int, Chosen]:
        """What is well typed, by number of project."""
        found = {}
        for one in self.among:
            said = {
                name: self.cleaned_data.get(f"{name}-{one.public_id}")
                for name in ("outcome", "amount", "held", "reason")
            }
            if said["outcome"] in Outcome.values:
                is_selected = said["outcome"] == Outcome.SELECTED
                found[one.project_id] = Chosen(
                    str(said["outcome"]), (said["amount"] or 0) if is_selected else None,
                    said["reason"] or "", bool(said["held"]),
                )  # fmt: skip
        return found


class ReasonsForm(forms.Form):
    """One reason for all those that have none of their own, by what is chosen for them."""

    def __init__(self, data: Any = None, *, missing: Mapping[str, int]) -> None:
        super().__init__(data)
        for outcome in Outcome:
            if missing.get(outcome.value):
                self.fields[outcome.value] = PublicText(
                    label=_t("Motif commun : %s") % outcome.label, max_length=2000, required=False,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )  # fmt: skip
