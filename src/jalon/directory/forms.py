"""Forms of the directory."""

from typing import Any, Final

from django import forms
from django.db.models import QuerySet, Value
from django.utils.translation import gettext_lazy as _

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole, HabilitationKind, Organisation, User
from jalon.territories.models import PlainText, Territory, TerritoryKind
from jalon.ui.fields import DayField
from jalon.ui.words import sorting_key

SHOWN_WHEN_SEVERAL: Final = 5


def kinds_in_order() -> list[tuple[str, Any]]:
    return sorted(OrganisationKind.choices, key=lambda choice: sorting_key(str(choice[1])))


class OrganisationFilters(forms.Form):
    """What the list of organisations is narrowed to; kept in the address."""

    q = forms.CharField(required=False, max_length=100, label=_("Nom de l’organisme"))
    kind = forms.ChoiceField(required=False, label=_("Type"))
    territory = forms.ModelChoiceField(
        queryset=Territory.objects.none(),
        required=False,
        label=_("Territoire"),
        to_field_name="code",
        empty_label=_("Tous"),
    )
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, territories: QuerySet[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Tous")), *kinds_in_order()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["territory"].queryset = territories  # type: ignore[attr-defined]  # a ModelChoiceField


class OrganisationForm(forms.ModelForm):
    """A body to register. The territory is typed, by name or official code."""

    territory_kind = forms.ChoiceField(label=_("Échelle du territoire"))
    territory_name = forms.CharField(
        label=_("Territoire"), max_length=100, help_text=_("Son nom ou son code : Moselle, ou 57.")
    )
    parent_siret = forms.CharField(
        label=_("SIRET de l’organisme dont il dépend"), required=False, max_length=20
    )

    class Meta:
        model = Organisation
        fields = ["kind", "name", "short_name", "siret", "phone", "email"]

    field_order = [
        "kind", "name", "short_name", "siret", "territory_kind", "territory_name",
        "parent_siret", "phone", "email",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["siret"] = forms.CharField(
            label="SIRET", max_length=20, help_text=_("14 chiffres, avec ou sans espaces.")
        )
        self.fields["kind"].choices = [("", "—"), *kinds_in_order()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["territory_kind"].choices = TerritoryKind.choices  # type: ignore[attr-defined]  # idem
        self.order_fields(self.field_order)

    def clean_siret(self) -> str:
        return "".join(self.cleaned_data["siret"].split())

    def clean_parent_siret(self) -> Organisation | None:
        siret = "".join(self.cleaned_data["parent_siret"].split())
        if not siret:
            return None
        parent = Organisation.objects.filter(siret=siret, closed_on=None).first()
        if parent is None:
            raise forms.ValidationError(_("Aucun organisme ouvert de l’annuaire n’a ce SIRET."))
        return parent

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kind, typed = data.get("territory_kind"), data.get("territory_name")
        if kind and typed:
            data["territory"] = self._territory(kind, typed.strip())
        return data

    def _territory(self, kind: str, typed: str) -> Territory | None:
        current = Territory.objects.current().filter(kind=kind).order_by("code")
        found = list(current.filter(code=typed)[:1])
        found = found or list(
            current.filter(search_name=PlainText(Value(typed)))[: SHOWN_WHEN_SEVERAL + 1]
        )
        if len(found) == 1:
            return found[0]
        if not found:
            self.add_error("territory_name", _("Aucun territoire de cette échelle n’a ce nom."))
        else:
            names = ", ".join(f"{one.name} ({one.code})" for one in found[:SHOWN_WHEN_SEVERAL])
            self.add_error("territory_name", _("Plusieurs ont ce nom, tapez le code : ") + names)
        return None

    def validate_unique(self) -> None:
        """The operation says it, in our words: the database settles it."""

    def values(self) -> dict[str, Any]:
        """The arguments of `register_organisation`."""
        fields = ("kind", "name", "short_name", "siret", "phone", "email", "territory")
        values = {name: self.cleaned_data[name] for name in fields}
        return values | {"parent": self.cleaned_data["parent_siret"]}


class AccountForm(forms.ModelForm):
    """A person to welcome: a new account, or one more hat for an account that exists."""

    role = forms.ChoiceField(label=_("Rôle"))
    job_title = forms.CharField(label=_("Fonction"), max_length=100, required=False)

    class Meta:
        model = User
        fields = ["email", "civility", "first_name", "last_name"]

    def __init__(self, *args: Any, roles: list[AffiliationRole], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["email"].help_text = _("Son adresse professionnelle : l’invitation y part.")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def validate_unique(self) -> None:
        """An e-mail that has an account is welcome: the same account gets one more hat."""


class ParameterForm(forms.Form):
    """A figure that the deployment decides: its value, its day, its text."""

    value = forms.CharField(label=_("Nouvelle valeur"), max_length=200)
    since = DayField(_("À compter du"))
    source = forms.CharField(
        label=_("Texte qui le décide"),
        max_length=300,
        help_text=_(
            "Délibération, convention, avis du ou de la déléguée à la protection des données."
        ),
    )


class HabilitationForm(forms.Form):
    """What a colleague is trusted with, until when, and the word of whoever trusts them."""

    kind = forms.ChoiceField(
        label=_("Nature"), choices=HabilitationKind.choices, widget=forms.RadioSelect
    )
    until_on = DayField(
        _("Jusqu’au"),
        help_text=_("Premier jour sans habilitation."),
    )
    is_attested = forms.BooleanField(
        label=_(
            "J’atteste que cette personne en a besoin pour son travail et qu’elle est tenue au "
            "secret professionnel (code pénal, art. 226-13)"
        )
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
