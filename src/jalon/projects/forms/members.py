"""Forms about the members of a consortium."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models.organisation import siret_is_valid
from jalon.calls.forms.money import Euros
from jalon.projects.models import Circle, Member
from jalon.projects.operations.invite_project_member import Body
from jalon.strategies.forms import PublicText

PART: Final = (
    "role", "fte_hundredths", "brings_cents", "contact_email", "signatory_name", "signatory_email",
)  # fmt: skip


class InviteForm(forms.Form):
    """A body by its SIRET; its name and kind when the directory does not know it."""

    siret = forms.CharField(label=_("SIRET"), max_length=20, help_text=_("14 chiffres."))
    circle = forms.ChoiceField(
        label=_("Cercle"), choices=Circle.choices, widget=forms.RadioSelect, initial=Circle.CORE
    )
    email = forms.EmailField(
        label=_("Adresse e-mail où l’inviter"),
        required=False,
        help_text=_("Sans adresse, l’organisme est seulement pressenti."),
    )
    name = PublicText(
        label=_("Nom"),
        max_length=200,
        required=False,
        help_text=_("Si l’annuaire ne connaît pas ce SIRET."),
    )
    kind = forms.ChoiceField(
        label=_("Type d’organisme"), required=False, choices=[("", "—"), *OrganisationKind.choices]
    )

    def clean_siret(self) -> str:
        digits = "".join(self.cleaned_data["siret"].split())
        siret_is_valid(digits)
        return digits

    @property
    def body(self) -> Body:
        said = self.cleaned_data
        return Body(said["siret"], name=said["name"], kind=said["kind"], email=said["email"])


class ReplaceForm(InviteForm):
    """A successor, or nobody when the SIRET is left empty."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        del self.fields["circle"]
        self.fields["siret"].required = False
        self.fields["siret"].help_text = _t("Laissez vide si personne ne le remplace.")

    def clean_siret(self) -> str:
        return super().clean_siret() if self.cleaned_data["siret"] else ""

    @property
    def successor(self) -> Body | None:
        return self.body if self.cleaned_data["siret"] else None


class FullTime(forms.DecimalField):
    """Full-time equivalents, kept in hundredths."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_digits=7, decimal_places=2, localize=True, **options)

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return None if found is None else int(found * 100)

    def prepare_value(self, value: Any) -> Any:
        return Decimal(value) / 100 if isinstance(value, int) else super().prepare_value(value)


class PartForm(forms.Form):
    """The part of one member: what it does, brings, and who signs for it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    role = PublicText(
        label=_("Rôle dans le projet"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    fte_hundredths = FullTime(
        label=_("Équivalents temps plein"), required=False, help_text=_("Par exemple 1,5.")
    )
    brings_cents = Euros(label=_("Euros apportés"), required=False)
    contact_email = forms.EmailField(label=_("Adresse e-mail de contact"), required=False)
    signatory_name = PublicText(
        label=_("Qui signera la lettre d’engagement"),
        required=False,
        max_length=200,
        help_text=_("Prénom, nom et fonction."),
    )
    signatory_email = forms.EmailField(
        label=_("Son adresse e-mail"), required=False, help_text=_("La lettre lui sera envoyée.")
    )

    def __init__(self, data: Any = None, *, member: Member) -> None:
        start = {name: getattr(member, name) for name in (*PART, "revision")}
        super().__init__(data, initial=start)

    @property
    def changes(self) -> dict[str, Any]:
        """What the operation takes."""
        return {name: self.cleaned_data[name] for name in PART}


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Votre réponse"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("nous prenons part à ce projet")),
            ("no", _("nous n’y prenons pas part")),
        ],
    )
    reason = PublicText(
        label=_("Pourquoi, si vous refusez"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
