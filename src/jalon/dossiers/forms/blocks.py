"""One form per block. Each carries what its writer saw, so that nothing is overwritten."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final, Self

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import validate_email
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.forms.choices import (
    UNKNOWN,
    ListedField,
    YesNoField,
    countries,
    languages,
)
from jalon.dossiers.models import Education, Household, Rights, Work
from jalon.people.models import Contact, Person
from jalon.ui.words import phone

OLDEST = 1880
TYPED, SEEN = "mine", "theirs"


def form_field(field: models.Field, **options: Any) -> forms.Field | None:
    """How a field of a block is asked for: dates by the calendar, three answers to a yes/no."""
    if isinstance(field, models.BooleanField) and field.null:
        return YesNoField(label=field.verbose_name, required=False)
    if isinstance(field, models.DateField):
        options["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    asked = field.formfield(**options)
    if isinstance(asked, forms.ChoiceField) and field.blank:
        asked.choices = [UNKNOWN, *(field.choices or ())]
    return asked


class BlockForm(forms.ModelForm):
    """The fields of one block, as typed, beside what stood there when the form was opened.

    `before` travels in the form. After a conflict, `choice_<field>` says for each contested field
    whether the value typed ("mine") or the one that now stands ("theirs") is kept.
    """

    before = forms.CharField(widget=forms.HiddenInput(attrs={"data-draft-with": True}))

    def __init__(self, values: Mapping[str, Any], data: Any = None, **options: Any) -> None:
        names = self._meta.fields or ()
        known = {name: values[name] for name in names if name in values}
        super().__init__(
            data, instance=self._meta.model(**known), initial={"before": _sealed(known)}, **options
        )
        self.label_suffix = ""
        for name, field in self.fields.items():
            if isinstance(field, ListedField):
                field.keep(self[name].value())

    def clean_before(self) -> dict[str, Any]:
        """What the writer saw, as values of the model."""
        try:
            seen = json.loads(self.cleaned_data["before"])
            fields = {
                name: self._meta.model._meta.get_field(name) for name in self._meta.fields or ()
            }
            return {name: field.to_python(seen[name]) for name, field in fields.items()}
        except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
            raise ValidationError(
                _t("Ce formulaire est incomplet. Rechargez la page, puis écrivez à nouveau.")
            ) from error

    def _post_clean(self) -> None:
        """Fields answer for themselves, constraints are the database's: no query here."""

    @property
    def after(self) -> dict[str, Any]:
        """What the writer wants: typed values, except where they chose to keep the others'."""
        before = self.cleaned_data["before"]
        return {
            name: before[name]
            if self.data.get(f"choice_{name}") == SEEN
            else self.cleaned_data[name]
            for name in self._meta.fields or ()
        }

    def reconsider(self, standing: Mapping[str, Any]) -> Self:
        """The same form with all that was typed, whose `before` now holds the values that stand."""
        data = dict(self.data.items())
        data["before"] = _sealed({**self.cleaned_data["before"], **standing})
        again = type(self)({}, data)
        again.is_valid()
        return again


def _sealed(values: Mapping[str, Any]) -> str:
    return json.dumps(values, cls=DjangoJSONEncoder)


class IdentityForm(BlockForm):
    birth_country = ListedField(label=_("Pays de naissance"), choices=countries, required=False)

    class Meta:
        model = Person
        fields = (
            "first_names", "birth_name", "usage_name", "sex", "birth_day", "birth_month",
            "birth_year", "birth_place", "birth_country",
        )  # fmt: skip
        formfield_callback = form_field
        help_texts = {
            "usage_name": _("S’il est différent du nom de naissance."),
            "birth_day": _("Vide si on ne le connaît pas."),
            "birth_month": _("Vide si on ne le connaît pas."),
        }

    def clean(self) -> dict[str, Any]:
        day, month, year = (
            self.cleaned_data.get(f"birth_{part}") for part in ("day", "month", "year")
        )
        if day is not None and month is None:
            self.add_error("birth_month", _t("Indiquez aussi le mois, ou effacez le jour."))
        elif month is not None and year is None:
            self.add_error("birth_year", _t("Indiquez aussi l’année de naissance."))
        elif year is not None:
            self._check_birth(1 if day is None else day, 1 if month is None else month, year)
        return self.cleaned_data

    def _check_birth(self, day: int, month: int, year: int) -> None:
        try:
            born = date(year, month, day)
        except ValueError:
            self.add_error("birth_day", _t("Cette date n’existe pas."))
        else:
            if born > timezone.localdate() or year < OLDEST:
                self.add_error("birth_year", _t("Cette année de naissance n’est pas possible."))


class ContactForm(BlockForm):
    language = ListedField(label=_("Langue"), choices=languages)

    class Meta:
        model = Contact
        fields: ClassVar[tuple[str, ...]] = (
            "phones", "emails", "preferred_channel", "language", "needs_interpreter",
            "address_line", "address_extra", "postal_code", "city", "is_domiciled",
        )  # fmt: skip
        formfield_callback = form_field
        widgets = {
            "phones": forms.Textarea(attrs={"rows": 2, "inputmode": "tel"}),
            "emails": forms.Textarea(attrs={"rows": 2, "inputmode": "email"}),
            "address_line": forms.TextInput,
            "address_extra": forms.TextInput,
        }
        help_texts = {
            "phones": _("Un par ligne. Exemple : 06 39 98 01 23."),
            "emails": _("Une par ligne."),
        }

    def __init__(self, values: Mapping[str, Any], data: Any = None, **options: Any) -> None:
        lines = {name: "\n".join(values[name]) for name in ("phones", "emails") if name in values}
        super().__init__({**values, **lines}, data, **options)
        self.initial["phones"] = "\n".join(phone(one) for one in values.get("phones", ()))

    def clean_phones(self) -> str:
        return "\n".join(_each(self.cleaned_data["phones"], _phone))

    def clean_emails(self) -> str:
        return "\n".join(_each(self.cleaned_data["emails"], _email))


def _each(text: str, read: Any) -> list[str]:
    """One value per line or comma, each read once, in the order they were typed."""
    typed = [
        piece.strip() for line in text.splitlines() for piece in line.replace(";", ",").split(",")
    ]
    return list(dict.fromkeys(read(piece) for piece in typed if piece))


def _phone(typed: str) -> str:
    try:
        number = phonenumbers.parse(typed, "FR")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValidationError(
            _t("« %(typed)s » n’est pas un numéro de téléphone. Exemple : 06 39 98 01 23."),
            params={"typed": typed},
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _email(typed: str) -> str:
    try:
        validate_email(typed)
    except ValidationError as error:
        raise ValidationError(
            _t("« %(typed)s » n’est pas une adresse e-mail. Exemple : prenom.nom@exemple.fr."),
            params={"typed": typed},
        ) from error
    return typed


class HouseholdForm(BlockForm):
    class Meta:
        model = Household
        fields = ("kind", "dependants", "youngest_birth_year")
        formfield_callback = form_field

    def clean_dependants(self) -> int | None:
        number = self.cleaned_data["dependants"]
        if number and number > 20:
            raise ValidationError(_t("Vingt enfants à charge au plus."))
        return number

    def clean_youngest_birth_year(self) -> int | None:
        return _past_year(self.cleaned_data["youngest_birth_year"])


def _past_year(year: int | None) -> int | None:
    if year is not None and not 1900 <= year <= timezone.localdate().year:
        raise ValidationError(_t("Cette année n’est pas possible : quatre chiffres, passée."))
    return year


class RightsForm(BlockForm):
    class Meta:
        model = Rights
        fields = (
            "rsa", "rsa_since", "has_duties", "has_are", "has_ass", "has_activity_bonus",
            "has_rqth", "rqth_until",
        )  # fmt: skip
        formfield_callback = form_field


class EducationForm(BlockForm):
    class Meta:
        model = Education
        fields = ("level", "diploma", "diploma_year", "is_foreign", "french")
        formfield_callback = form_field

    def clean_diploma_year(self) -> int | None:
        return _past_year(self.cleaned_data["diploma_year"])


class WorkForm(BlockForm):
    sought_rome = forms.CharField(
        label=_("Code ROME"),
        required=False,
        max_length=50,
        help_text=_("Une lettre et quatre chiffres. Exemple : K1304."),
    )

    class Meta:
        model = Work
        fields = (
            "situation", "situation_since", "last_job_ended_on", "sought_job", "sought_rome",
            "has_licence", "has_vehicle",
        )  # fmt: skip
        formfield_callback = form_field

    def clean_sought_rome(self) -> str:
        code = str(self.cleaned_data["sought_rome"]).upper().replace(" ", "")
        if code:
            Work._meta.get_field("sought_rome").run_validators(code)
        return code


BLOCK_FORMS: Final[dict[str, type[BlockForm]]] = {
    "identity": IdentityForm,
    "contact": ContactForm,
    "household": HouseholdForm,
    "rights": RightsForm,
    "education": EducationForm,
    "work": WorkForm,
}
