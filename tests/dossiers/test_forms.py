"""What people type, from the unknown birthday to the number in a note."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone

from jalon.dossiers.forms.blocks import BLOCK_FORMS
from jalon.dossiers.forms.choices import countries, languages

EMPTY = {
    "identity": {
        "first_names": "", "birth_name": "", "usage_name": "", "sex": "U", "birth_day": None,
        "birth_month": None, "birth_year": None, "birth_place": "", "birth_country": "",
    },
    "contact": {
        "phones": [], "emails": [], "preferred_channel": "", "language": "fr",
        "needs_interpreter": False, "address_line": "", "address_extra": "", "postal_code": "",
        "city": "", "is_domiciled": False,
    },
    "household": {"kind": "", "dependants": None, "youngest_birth_year": None},
    "rights": {
        "rsa": "", "rsa_since": None, "has_duties": None, "has_are": None, "has_ass": None,
        "has_activity_bonus": None, "has_rqth": None, "rqth_until": None,
    },
    "education": {
        "level": "", "diploma": "", "diploma_year": None, "is_foreign": None, "french": "",
    },
    "work": {
        "situation": "", "situation_since": None, "last_job_ended_on": None, "sought_job": "",
        "sought_rome": "", "has_licence": None, "has_vehicle": None,
    },
}  # fmt: skip


def fill(block, **changes):
    """The form of a block as it is shown when nothing is known, with some fields typed."""
    shown = BLOCK_FORMS[block](EMPTY[block])
    data = QueryDict(mutable=True)
    for field in shown:
        data[field.name] = "" if field.value() in (None, False) else field.value()
    data.update({"first_names": "Ada", "birth_name": "Personne", **changes})
    form = BLOCK_FORMS[block]({}, data)
    form.is_valid()
    return form


@pytest.mark.parametrize("block", [name for name in BLOCK_FORMS if name != "identity"])
def test_a_form_left_alone_changes_nothing(block):
    form = fill(block)

    assert form.errors == {}
    assert form.after == form.cleaned_data["before"]


@pytest.mark.parametrize(
    ("birth", "wrong"),
    [
        (("", "", ""), {}),
        (("", "", "1984"), {}),
        (("", "3", "1984"), {}),
        (("29", "2", "1984"), {}),
        (("29", "2", "1983"), {"birth_day"}),
        (("12", "", "1984"), {"birth_month"}),
        (("", "3", ""), {"birth_year"}),
        (("", "13", "1984"), {"birth_day"}),
        (("0", "3", "1984"), {"birth_day"}),
        (("", "0", "1984"), {"birth_day"}),
        (("", "3", "99999"), {"birth_day"}),
        (("", "", "2090"), {"birth_year"}),
        (("", "", "1750"), {"birth_year"}),
    ],
)
def test_a_birth_date_may_lack_its_day_or_its_month(birth, wrong):
    day, month, year = birth

    form = fill("identity", birth_day=day, birth_month=month, birth_year=year)

    assert set(form.errors) == set(wrong)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("06 39 98 01 45", "+33639980145"),
        ("06.39.98.01.45;03-87-00-00-99", "+33639980145\n+33387000099"),
        ("+32 470 12 34 56\n\n06 39 98 01 45\n0639980145", "+32470123456\n+33639980145"),
        ("0033639980145", "+33639980145"),
        ("", ""),
    ],
)
def test_phones_are_stored_in_one_form(typed, stored):
    assert fill("contact", phones=typed).after["phones"] == stored


@pytest.mark.parametrize("typed", ["12", "chez sa sœur", "06 39 98 01 45 99 12 11"])
def test_a_number_that_cannot_be_called_is_named(typed):
    assert typed in str(fill("contact", phones=typed).errors["phones"])


def test_each_e_mail_is_checked():
    form = fill("contact", emails="a@exemple.fr\nb@exemple, c@exemple.fr")

    assert form.errors["emails"][0].startswith("« b@exemple » n’est pas une adresse e-mail")
    assert fill("contact", emails="a@exemple.fr, a@exemple.fr").after["emails"] == "a@exemple.fr"


@pytest.mark.parametrize(("typed", "stored"), [("K1304", "K1304"), (" k 1304 ", "K1304"), ("", "")])
def test_a_rome_code_is_tidied(typed, stored):
    assert fill("work", sought_rome=typed).after["sought_rome"] == stored


@pytest.mark.parametrize("typed", ["Z1304", "K130", "K13O4", "cuisine"])
def test_a_rome_code_has_one_letter_and_four_digits(typed):
    assert "sought_rome" in fill("work", sought_rome=typed).errors


def test_yes_no_and_nobody_said_are_three_answers():
    said = [fill("rights", has_rqth=typed).after["has_rqth"] for typed in ("True", "False", "")]

    assert said == [True, False, None]


@pytest.mark.parametrize(
    ("block", "field", "typed"),
    [
        ("household", "dependants", "21"),
        ("household", "dependants", "-1"),
        ("household", "youngest_birth_year", "2090"),
        ("education", "diploma_year", "99"),
        ("rights", "rsa", "rich"),
        ("rights", "rqth_until", "31/02/2026"),
        ("work", "situation", "astronaut"),
        ("contact", "language", "klingon"),
    ],
)
def test_what_the_database_would_refuse_is_said_beside_its_field(block, field, typed):
    assert set(fill(block, **{field: typed}).errors) == {field}


def test_a_french_date_is_understood():
    assert fill("rights", rsa_since="2026-02-03").after["rsa_since"] == dt.date(2026, 2, 3)


def test_a_rare_language_already_there_is_kept():
    form = BLOCK_FORMS["contact"]({**EMPTY["contact"], "language": "nds"})

    assert ("nds", "nds") in form.fields["language"].choices


def test_lists_begin_with_what_is_heard_most():
    assert [code for code, _name in languages()[:3]] == ["fr", "ar", "en"]
    assert [str(name) for _code, name in countries()[:3]] == [
        "non renseigné",
        "Afghanistan",
        "Afrique du Sud",
    ]


def test_the_day_of_today_is_the_day_in_paris():
    assert fill("identity", birth_year=str(timezone.localdate().year)).errors == {}
