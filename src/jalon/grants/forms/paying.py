"""Forms of payments, repayments and reports."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.calls.forms.money import Euros, Hundredths
from jalon.contracts.proofs import media_of
from jalon.grants.operations.ask_payment import Sent
from jalon.strategies.forms import PublicText

FILES: Final = ("file_1", "file_2", "file_3")
TAKEN: Final = "application/pdf,image/jpeg,image/png"


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class AskForm(forms.Form):
    """What the carrier asks, and three files at most at a time."""

    cents = Euros(label=_("Montant demandé, en euros"))
    words = PublicText(
        label=_("Précisions"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, **options)
        for rank, name in enumerate(FILES, start=1):
            self.fields[name] = forms.FileField(
                label=_t("Pièce justificative %(rank)s") % {"rank": rank}, required=False,
                help_text=_t("PDF, JPEG ou PNG, 5 Mo au plus."),
                widget=forms.FileInput(attrs={"accept": TAKEN}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What a file is, by what it holds."""
        data = super().clean() or self.cleaned_data
        self.papers = []
        for name in FILES:
            if not data.get(name):
                continue
            content = bytes(data[name].read())
            if media_of(content) is None:
                refusal = _t("Ce fichier n’est ni un PDF ni une image (JPEG, PNG).")
                self.add_error(name, refusal)
            else:
                self.papers.append(Sent(data[name].name, content))
        return data


class ReturnForm(forms.Form):
    reason = PublicText(
        label=_("Ce qui manque"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Le porteur le lira."),
    )  # fmt: skip


class CertifyForm(forms.Form):
    cents = Euros(label=_("Service fait, en euros"))


class PaidForm(forms.Form):
    reference = PublicText(
        label=_("Référence du paiement"), max_length=60,
        help_text=_("Celle de la comptabilité de l’État : demande de paiement, engagement."),
    )  # fmt: skip
    paid_on = _day(_("Versé le"))


class RepaymentForm(forms.Form):
    cents = Euros(label=_("Montant à reverser, en euros"))
    reason = PublicText(
        label=_("Motif"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Le porteur le lira."),
    )  # fmt: skip
    reference = PublicText(label=_("Numéro du titre de perception"), max_length=60)


class SettledForm(forms.Form):
    settled_on = _day(_("Remboursé le"))


class ReportForm(forms.Form):
    """What the carrier completes; `revision`: what it read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    fte = Hundredths(
        label=_("Équivalents temps plein"), required=False, help_text=_("Par exemple 3,5.")
    )
    spent_cents = Euros(label=_("Dépensé sur la période, en euros"), required=False)
    people = forms.IntegerField(
        label=_("Personnes accompagnées par le projet"), required=False, min_value=0,
        max_value=10_000_000,
    )  # fmt: skip
    means = PublicText(
        label=_("Moyens mis en œuvre"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    results = PublicText(
        label=_("Résultats obtenus"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    impact = PublicText(
        label=_("Effets pour les personnes et le territoire"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Sans nommer personne."),
    )  # fmt: skip

    @property
    def changes(self) -> dict[str, Any]:
        """What is written, as `write_report` takes it."""
        said = dict(self.cleaned_data)
        said["fte_hundredths"] = said.pop("fte")
        said.pop("revision")
        return said
