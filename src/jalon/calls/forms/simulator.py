"""What the simulator asks: the fields that the criteria of a call look at, and no other."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t

from jalon.accounts.kinds import OrganisationKind
from jalon.calls.content import documents
from jalon.calls.eligibility.criteria import criteria
from jalon.calls.eligibility.expression import (
    Amount,
    Dated,
    Either,
    Every,
    Expression,
    HasMember,
    InZoning,
    Is,
    Joined,
    Not,
    Rate,
    Signed,
)
from jalon.calls.eligibility.fields import (
    AMOUNTS,
    CARRIER_KIND,
    DAYS,
    DOCUMENTS,
    FIELDS,
    MEMBERS,
    YES_OR_NO,
    ZONINGS,
    Zoning,
    of,
)
from jalon.calls.forms.money import Euros
from jalon.calls.models import CallVersion
from jalon.ui.words import label

SIGNED = "signed"
NONE = "none"  # ticked: there is none; nothing ticked: not said yet


def atoms(test: Expression | None) -> Iterator[Expression]:
    """The conditions of an expression, one by one."""
    match test:
        case None:
            return
        case Not(inside):
            yield from atoms(inside)
        case Every(parts) | Either(parts):
            for part in parts:
                yield from atoms(part)
        case _:
            yield test


class SimulatorForm(forms.Form):
    """A project typed by hand. `values` is what the criteria are evaluated against."""

    def __init__(self, data: Any = None, *, version: CallVersion) -> None:
        super().__init__(data)
        found = [one for kept in criteria(version.criteria) for one in atoms(kept.test)]
        self.kinds = tuple(dict.fromkeys(
            kind for one in found if isinstance(one, HasMember | Signed) for kind in one.kinds
        ))  # fmt: skip
        names = {one.code: one.label for one in documents(version.documents)}
        for one in found:
            self._ask(one, names, found)

    def _ask(self, one: Expression, names: dict[str, str], found: Sequence[Expression]) -> None:
        match one:
            case Is(field, _value) if field == CARRIER_KIND:
                choices = [("", _t("Pas encore choisi")), *OrganisationKind.choices]
                self._add(field, forms.ChoiceField(choices=choices))
            case Is(field, _value):
                choices = [("", _t("Je ne sais pas")), ("yes", _t("Oui")), ("no", _t("Non"))]
                self._add(field, forms.ChoiceField(choices=choices, widget=forms.RadioSelect))
            case Amount(field, _sign, _limit):
                self._add(field, Euros())
            case Rate(part, whole, _sign, _limit):
                self._add(part, Euros())
                self._add(whole, Euros())
            case HasMember() | Signed():
                choices = [(kind, label(OrganisationKind, kind)) for kind in self.kinds]
                self._add(MEMBERS, _several(choices))
                self._add(SIGNED, _several(choices), _t("Lettres d'engagement signées"))
            case InZoning(field, _zoning):
                asked = {one.zoning for one in found if isinstance(one, InZoning)}
                pairs = [pair for pair in Zoning.choices if pair[0] in asked]
                self._add(field, _several([*pairs, (NONE, _t("aucune"))]))
            case Joined():
                asked = {one.document for one in found if isinstance(one, Joined)}
                named: list[tuple[str, Any]] = [
                    (code, names.get(code, code)) for code in sorted(asked)
                ]
                self._add(DOCUMENTS, _several([*named, (NONE, _t("aucune"))]))
            case Dated(field, _sign, _day):
                widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
                self._add(field, forms.DateField(widget=widget))

    def _add(self, name: str, field: forms.Field, title: Any = None) -> None:
        if name not in self.fields:
            field.required, field.label = False, title or FIELDS[name].label
            self.fields[name] = field

    @property
    def values(self) -> dict[str, Any]:
        """What is understood of the answers; the rest is not known yet."""
        if not self.is_bound:
            return {}
        self.is_valid()
        given = {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None)
        }
        found: dict[str, Any] = {name: given[name] for name in of(AMOUNTS) if name in given}
        for name in of(YES_OR_NO):
            if name in given:
                found[name] = given[name] == "yes"
        for name in of(DAYS):
            if name in given:
                found[name] = given[name].isoformat()
        for name in (DOCUMENTS, *of(ZONINGS)):
            if given.get(name):
                found[name] = [one for one in given[name] if one != NONE]
        if CARRIER_KIND in given:
            found[CARRIER_KIND] = given[CARRIER_KIND]
        if given.get(MEMBERS) or given.get(SIGNED):
            found[MEMBERS] = self._members(given)
        return found

    def _members(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        """A letter is signed by a member: whoever signs is one, and so is who carries."""
        signed = given.get(SIGNED, [])
        known = {*given.get(MEMBERS, []), *signed, given.get(CARRIER_KIND)}
        return [
            {"kind": kind, "name": "", "letter_signed": kind in signed}
            for kind in self.kinds
            if kind in known
        ]


def _several(choices: Sequence[tuple[str, Any]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)
