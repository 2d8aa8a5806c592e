"""Forms of an agreement: its number, its text, what the carrier asks, why it ends."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.calls.forms.money import Euros
from jalon.grants.content import Article, Foreseen, PaymentKind, schedule_as_kept
from jalon.grants.models import EndReason
from jalon.strategies.forms import PublicText

LONGEST: Final = 20_000  # an article holds the whole summary of a project, and more
MORE: Final = 2  # payments that may be added each time


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class DraftForm(forms.Form):
    reference = PublicText(
        label=_("Numéro de la convention"),
        max_length=40,
        help_text=_("Celui de votre registre, par exemple 2026-SPIE-012."),
    )


class TextForm(forms.Form):
    """The articles, one field each; `revision`: what the writer read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    starts_on = _day(_("Début"))
    ends_on = _day(_("Fin"))

    def __init__(
        self, data: Any = None, *, articles: Sequence[Article], is_amendment: bool, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.articles = articles
        if is_amendment:
            self.fields["change"] = PublicText(
                label=_("Ce que l’avenant change"), max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip
        for place, one in enumerate(articles, start=1):
            self.fields[f"article-{one.code}"] = PublicText(
                label=_t("Article %(place)s : %(title)s") % {"place": place, "title": one.title},
                max_length=LONGEST, initial=one.text, widget=forms.Textarea(attrs={"rows": 5}),
            )  # fmt: skip

    @property
    def changes(self) -> dict[str, Any]:
        """What is written, as `revise_agreement` takes it."""
        said = self.cleaned_data
        kept: dict[str, Any] = {
            name: said[name] for name in ("starts_on", "ends_on", "change") if name in said
        }
        written = [
            {"code": one.code, "title": one.title, "text": said[f"article-{one.code}"]}
            for one in self.articles
        ]
        return {**kept, "articles": written}


class MoneyForm(forms.Form):
    """The amount, the payments and the due days of reports; an empty amount removes a payment."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    amount_cents = Euros(label=_("Subvention, en euros"))

    def __init__(
        self, data: Any = None, *, schedule: Sequence[Foreseen], reports: Sequence[date],
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **options)
        self.rows = range(1, len(schedule) + MORE + 1)
        self.days = range(1, len(reports) + MORE + 1)
        for rank in self.rows:
            known = schedule[rank - 1] if rank <= len(schedule) else None
            self._add_payment(rank, known)
        for rank in self.days:
            self.fields[f"report-{rank}"] = _day(
                _t("Rapport %(rank)s : à remettre le") % {"rank": rank},
                required=False, initial=reports[rank - 1] if rank <= len(reports) else None,
            )  # fmt: skip

    def _add_payment(self, rank: int, known: Foreseen | None) -> None:
        self.fields[f"kind-{rank}"] = forms.ChoiceField(
            label=_t("Nature"), choices=PaymentKind.choices,
            initial=known.kind if known else PaymentKind.INSTALMENT,
        )  # fmt: skip
        self.fields[f"cents-{rank}"] = Euros(
            label=_t("Montant, en euros"), required=False, initial=known.cents if known else None
        )
        self.fields[f"due-{rank}"] = _day(
            _t("À partir du"), required=False, initial=known.due_on if known else None
        )
        self.fields[f"condition-{rank}"] = PublicText(
            label=_t("Condition"), required=False, max_length=300,
            initial=known.condition if known else "",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for rank in self.rows:
            if data.get(f"cents-{rank}") and not data.get(f"due-{rank}"):
                self.add_error(f"due-{rank}", _t("Dites à partir de quel jour."))
        return data

    @property
    def changes(self) -> dict[str, Any]:
        """What is written, as `revise_agreement` takes it: payments and reports by date."""
        said = self.cleaned_data
        found = [
            Foreseen(
                said[f"kind-{rank}"], said[f"cents-{rank}"], said[f"due-{rank}"],
                said[f"condition-{rank}"],
            )
            for rank in self.rows
            if said[f"cents-{rank}"]
        ]  # fmt: skip
        days = sorted(said[f"report-{rank}"] for rank in self.days if said[f"report-{rank}"])
        return {
            "amount_cents": said["amount_cents"],
            "schedule": schedule_as_kept(sorted(found, key=lambda one: one.due_on)),
            "reports": [one.isoformat() for one in days],
        }


class ChangesForm(forms.Form):
    """One text for each article; those left empty are accepted as they are."""

    def __init__(self, data: Any = None, *, articles: Sequence[Article]) -> None:
        super().__init__(data)
        self.codes = [one.code for one in articles]
        for place, one in enumerate(articles, start=1):
            self.fields[one.code] = PublicText(
                label=_t("Article %(place)s : %(title)s") % {"place": place, "title": one.title},
                required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    @property
    def wanted(self) -> dict[str, str]:
        return {code: self.cleaned_data[code] for code in self.codes if self.cleaned_data[code]}


class ReasonForm(forms.Form):
    reason = PublicText(
        label=_("Pourquoi le texte est repris"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Le porteur le lira."),
    )  # fmt: skip


class AmendForm(forms.Form):
    change = PublicText(
        label=_("Ce que l’avenant change, et pourquoi"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class EndForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Motif"), choices=EndReason.choices, widget=forms.RadioSelect
    )
    words = PublicText(
        label=_("En quelques mots"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Le porteur les lira."),
    )  # fmt: skip
