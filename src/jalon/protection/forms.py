"""What an officer or a manager writes."""

import re
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import Block
from jalon.accounts.models import Organisation
from jalon.protection.models import IdentityProof, RequestChannel, RequestKind
from jalon.protection.operations import Arrival
from jalon.protection.queries.finding import LEAST_LETTERS
from jalon.ui.cautions import Cautioned
from jalon.ui.fields import DayField
from jalon.ui.policy_words import BLOCKS

LONGEST = 8_000
# Nothing to close or to suspend there: who is around the person, and the register of readings.
FIXED: Final = {Block.TEAM, Block.ACCESS_LOG}
SEEN: Final = (IdentityProof.DOCUMENT, IdentityProof.CALLBACK, IdentityProof.KNOWN)
BY_HAND: Final = [
    kind for kind in RequestKind if kind != RequestKind.EXPLANATION
]  # that one starts from a line of the register
NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def _text(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class AnswerForm(Cautioned, forms.Form):
    """The words that the person will read."""

    answer = _text(
        _("Votre réponse"),
        _("La personne lira ces mots. Écrivez des phrases courtes, sans sigle."),
    )


class ExtensionForm(Cautioned, forms.Form):
    reason = _text(
        _("Pourquoi faut-il plus de temps ?"),
        _("La demande est complexe, ou la personne en a fait plusieurs : dites-le simplement."),
    )


class RegisterForm(Cautioned, forms.Form):
    """Which dossier, by its number or its address, and why."""

    dossier = forms.CharField(
        label=_("Numéro du dossier"),
        max_length=300,
        help_text=_("Le numéro, ou l’adresse de la page du dossier."),
    )
    motive = forms.CharField(
        label=_("Motif"),
        max_length=LONGEST,
        help_text=_("Il est conservé avec votre nom. Cette consultation est elle-même notée."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_dossier(self) -> UUID:
        found = NUMBER.search(self.cleaned_data["dossier"])
        if not found:
            raise forms.ValidationError(_("Ce numéro n’est pas celui d’un dossier."))
        return UUID(found[0])


class FindingForm(forms.Form):
    """A name, and a year or a date of birth where it is known."""

    name = forms.CharField(
        label=_("Nom et prénom"),
        max_length=100,
        help_text=_("Ajoutez l’année ou la date de naissance : « Durand Camille 1984 »."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_name(self) -> str:
        typed = str(self.cleaned_data["name"])
        if len(re.findall(r"[^\W\d_]", typed)) < LEAST_LETTERS:
            raise forms.ValidationError(_("Écrivez au moins trois lettres du nom."))
        return typed


class ArrivalForm(Cautioned, forms.Form):
    """How a request arrived and which day, who was seen to ask, and where the answer goes."""

    channel = forms.ChoiceField(
        label=_("Par quel moyen"),
        choices=[
            ("", _("Choisissez")),
            *((one.value, one.label) for one in RequestChannel if one != RequestChannel.SPACE),
        ],
    )
    received_on = DayField(
        _("Jour d’arrivée"),
        help_text=_("Le délai de la loi part de ce jour-là."),
    )
    identity_proof = forms.ChoiceField(
        label=_("Identité vérifiée"),
        help_text=_("Ne gardez aucune copie de la pièce."),
        choices=[
            ("", _("Choisissez")),
            *((one.value, one.label) for one in (*SEEN, IdentityProof.AWAITED)),
        ],
    )
    reply_to = forms.CharField(
        label=_("Où répondre"),
        max_length=500,
        required=False,
        help_text=_("L’adresse ou le numéro que la personne a donné. L’adresse va sur la lettre."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].widget.attrs["max"] = today.isoformat()

    @property
    def arrival(self) -> Arrival:
        return Arrival(**{name: self.cleaned_data[name] for name in ArrivalForm.base_fields})


class QuestionEntryForm(ArrivalForm):
    """« Why was it read? »: the reading says what is asked, the person may have said more."""

    body = _text(_("Ce que la personne écrit ou dit"), _("Avec ses mots."), required=False)


class EntryForm(ArrivalForm):
    """What a person asked, and all that says how it arrived."""

    kind = forms.ChoiceField(
        label=_("Demande"),
        choices=[("", _("Choisissez")), *((one.value, one.label) for one in BY_HAND)],
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisme qui ne doit plus lire"),
        help_text=_("Pour une opposition."),
        required=False,
        to_field_name="public_id",
        empty_label=_("Tous"),
    )
    block = forms.ChoiceField(
        label=_("Partie du dossier"),
        help_text=_("Pour une opposition ou une suspension."),
        required=False,
    )
    body = _text(_("Ce que la personne demande"), _("Avec ses mots."))

    def __init__(self, *args: Any, around: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies: Any = self.fields["organisation"]
        bodies.queryset = Organisation.objects.filter(pk__in=around).order_by("name", "pk")
        blocks: Any = self.fields["block"]
        blocks.choices = [
            ("", _("Tout le dossier")),
            *((one.value, BLOCKS[one]) for one in Block if one not in FIXED),
        ]


class ProofForm(forms.Form):
    proof = forms.ChoiceField(
        label=_("Identité vérifiée"),
        help_text=_("Ne gardez aucune copie de la pièce."),
        choices=[("", _("Choisissez")), *((one.value, one.label) for one in SEEN)],
    )
