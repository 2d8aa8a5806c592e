"""What an officer decides, what is asked and answered, and since when the clock runs."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.forms.choices import FREQUENT_LANGUAGES, languages
from jalon.entry.referential import Proposal
from jalon.strategies.milestones import Track
from jalon.ui.cautions import Cautioned
from jalon.ui.fields import DayField
from jalon.ui.offering import offer


class RadioSelect(forms.RadioSelect):
    """Radio buttons that the keys 1, 2, 3 choose."""

    def create_option(self, *given: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(*given, **options)
        option["attrs"]["data-key"] = str(int(option["index"]) + 1)
        return option


class LanguagesForm(forms.Form):
    """Those heard most often are ticked; any other is chosen in the list, one at a time."""

    codes = forms.MultipleChoiceField(
        label=_("Langues parlées, en plus du français"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other = forms.ChoiceField(label=_("Une autre langue"), required=False)

    def __init__(self, data: Any = None, *, said: Collection[str]) -> None:
        super().__init__(data, label_suffix="", initial={"codes": list(said)})
        known = dict(languages())
        listed = {code: known[code] for code in FREQUENT_LANGUAGES if code != "fr"}
        listed |= {code: known.get(code, code) for code in said}
        others = [(code, name) for code, name in known.items() if code not in {"fr", *listed}]
        offer(self, "codes", list(listed.items()))
        offer(self, "other", [("", _t("Aucune")), *others])

    @property
    def chosen(self) -> set[str]:
        return {*self.cleaned_data["codes"], self.cleaned_data["other"]} - {""}


class PortraitForm(forms.Form):
    """A photo of oneself."""

    photo = forms.FileField(label=_("Une photo de vous"))

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")


class DecisionForm(Cautioned, forms.Form):
    """Track, lead organisation, and why."""

    track = forms.ChoiceField(label=_("Parcours"), choices=Track.choices, widget=RadioSelect)
    lead_organisation = forms.ChoiceField(label=_("Organisme référent"))
    reason = forms.CharField(
        label=_("Pourquoi cette décision"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une phrase que la personne pourra lire. Rien d’intime."),
    )

    def __init__(
        self, data: Any = None, *, bodies: Iterable[Organisation], proposal: Proposal
    ) -> None:
        super().__init__(data, label_suffix="", initial={"track": proposal.track})
        self.bodies = {str(body.public_id): body for body in bodies}
        offer(self, "lead_organisation", _grouped(self.bodies, proposal.kinds))

    @property
    def typed(self) -> dict[str, Any]:
        """What the operation needs."""
        chosen = self.bodies[self.cleaned_data["lead_organisation"]]
        return {**self.cleaned_data, "lead_organisation": chosen}


def _grouped(bodies: dict[str, Organisation], kinds: list[str]) -> list[tuple[str, Any]]:
    """Those that fit the proposal first, in its order; then the others."""
    fitting = [(key, body) for key, body in bodies.items() if body.kind in kinds]
    fitting.sort(key=lambda one: kinds.index(one[1].kind))
    others = [(key, body) for key, body in bodies.items() if body.kind not in kinds]
    groups = [(_t("Selon la proposition"), fitting), (_t("Autres organismes"), others)]
    return [
        ("", _t("Choisir")),
        *((title, [(key, str(body)) for key, body in rows]) for title, rows in groups if rows),
    ]


class InformationForm(forms.Form):
    """Which body is to orient, and since when it knows of the person."""

    organisation = forms.ModelChoiceField(
        label=_("Qui oriente ?"), queryset=Organisation.objects.none(), empty_label=None
    )
    received_on = DayField(
        _("Information reçue le"),
        help_text=_("Le jour où cet organisme a su que la personne devait être orientée."),
    )

    def __init__(
        self, data: Any = None, *, bodies: QuerySet[Organisation], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, label_suffix="", initial=initial)
        self.fields["organisation"] = forms.ModelChoiceField(
            label=self.fields["organisation"].label,
            queryset=bodies,
            to_field_name="public_id",
            widget=forms.RadioSelect,
            empty_label=None,
        )


class ReorientationForm(Cautioned, forms.Form):
    """Why another orientation is asked for."""

    reason = forms.CharField(
        label=_("Pourquoi changer ?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La personne pourra lire ce motif."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


class AnswerForm(Cautioned, forms.Form):
    """Yes or no to another orientation, and why."""

    decision = forms.ChoiceField(
        label=_("Réponse"),
        choices=[("accept", _("Accepter : décider à nouveau")), ("refuse", _("Refuser"))],
        widget=RadioSelect,
    )
    reason = forms.CharField(
        label=_("Pourquoi cette réponse"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dite à qui a demandé et à la personne."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


class HandoverForm(Cautioned, forms.Form):
    """Where the person stands, for whoever takes over."""

    note = forms.CharField(
        label=_("Note de relais"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Où en est la personne, ce qui est en cours, ce qu’elle attend. Lue avant la réponse :"
            " ni nom, ni santé, ni justice."
        ),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


class MoveForm(HandoverForm):
    """That she agreed, and where she stands, for those who will orient her there."""

    field_order = ["agreed_on", "note"]
    agreed_on = DayField(
        _("Accord de la personne donné le"),
        help_text=_("Sans son accord, rien n’est demandé."),
    )


class ArrivalForm(Cautioned, forms.Form):
    """Yes or no to somebody who moves here; why, when it is no."""

    decision = forms.ChoiceField(
        label=_("Réponse"),
        choices=[("accept", _("Accueillir cette personne")), ("refuse", _("Refuser"))],
        widget=RadioSelect,
    )
    reason = forms.CharField(
        label=_("Si vous refusez, pourquoi"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La personne pourra lire ce motif."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


class LimitForm(forms.Form):
    """How many people at most."""

    most = forms.IntegerField(min_value=0, max_value=500)


class TransferForm(Cautioned, forms.Form):
    """To whom a whole caseload is proposed, and the note that goes with each dossier."""

    receiver = forms.ModelChoiceField(
        label=_("À qui ?"), queryset=Affiliation.objects.none(), to_field_name="public_id"
    )
    note = forms.CharField(
        label=_("Note de relais"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La même pour tous : pourquoi ce relais. Rien d’une personne en particulier."),
    )

    def __init__(self, data: Any = None, *, receivers: QuerySet[Affiliation]) -> None:
        super().__init__(data, label_suffix="")
        self.fields["receiver"] = HatField(
            label=self.fields["receiver"].label, queryset=receivers, to_field_name="public_id",
            empty_label=_("Choisissez un ou une collègue"),
        )  # fmt: skip


class AbsenceForm(forms.Form):
    """From which day to which, and who stands in; why is never asked."""

    from_on = DayField(
        _("Premier jour d’absence"),
    )
    until_on = DayField(
        _("Jour du retour"),
        help_text=_("L’intérim prend fin de lui-même ce jour-là."),
    )
    substitute = forms.ModelChoiceField(
        label=_("Qui assure l’intérim ?"), queryset=Affiliation.objects.none(), required=False
    )

    def __init__(self, data: Any = None, *, substitutes: QuerySet[Affiliation]) -> None:
        super().__init__(data, label_suffix="")
        self.fields["substitute"] = HatField(
            label=self.fields["substitute"].label,
            queryset=substitutes,
            to_field_name="public_id",
            required=False,
            empty_label=_("Personne pour l’instant"),
        )


class HatField(forms.ModelChoiceField):
    """A colleague, called by their name."""

    def label_from_instance(self, obj: Affiliation) -> str:
        return obj.user.name
