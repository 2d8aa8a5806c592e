"""Values of the cells: what is understood, what is refused, and with which sentence."""

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.dossiers.models import EducationLevel, RsaStatus, WorkSituation
from jalon.intake.reading import values
from jalon.intake.reading.choices import LISTS, code_of
from jalon.intake.reading.dates import PartialDate, parse_birth_date
from jalon.intake.reading.headers import field_of
from jalon.intake.reading.lines import mapping_gaps
from jalon.intake.reading.problems import IGNORED, BadValue, Problem, sentence
from jalon.people.models import Sex
from tests.intake.reading.files import ADA, TITLES, TODAY, checked, codes, csv_file

PERIOD = st.dates(date(1910, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31/12/1980", (1980, 12, 31)),
        ("1/2/1980", (1980, 2, 1)),
        ("31-12-80", (1980, 12, 31)),
        ("31.12.1980", (1980, 12, 31)),
        ("1980-12-31", (1980, 12, 31)),
        ("1980/12/31", (1980, 12, 31)),
        ("1980-12-31 00:00:00", (1980, 12, 31)),
        ("1980-12-31T00:00:00", (1980, 12, 31)),
        ("31121980", (1980, 12, 31)),
        ("19801231", (1980, 12, 31)),
        ("29586", (1980, 12, 31)),
        ("29586.0", (1980, 12, 31)),
        ("31 décembre 1980", (1980, 12, 31)),
        ("1er août 1980", (1980, 8, 1)),
        ("00/00/1980", (1980, None, None)),
        ("00/05/1980", (1980, 5, None)),
        ("1980", (1980, None, None)),
        ("1980-00-00", (1980, None, None)),
        ("01/01/05", (2005, 1, 1)),
        ("01/01/26", (1926, 1, 1)),
        ("29/02/2000", (2000, 2, 29)),
    ],
)
def test_dates_as_people_write_them(written, meant):
    assert parse_birth_date(written, TODAY) == PartialDate(*meant)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("31/02/1980", "no_such_day"),
        ("12/31/1980", "no_such_day"),
        ("29/02/1981", "no_such_day"),
        ("15/00/1980", "no_such_day"),
        ("01/01/2030", "future_date"),
        ("24/11/2026", "future_date"),
        ("01/01/1850", "too_old_date"),
        ("hier", "date"),
        ("1/1", "date"),
        ("31 frimaire 1980", "date"),
    ],
)
def test_dates_that_are_refused(written, code):
    with pytest.raises(BadValue) as refusal:
        parse_birth_date(written, TODAY)
    assert refusal.value.code == code


@given(
    PERIOD,
    st.sampled_from(
        [
            "{0:%d/%m/%Y}",
            "{0:%Y-%m-%d}",
            "{0:%d-%m-%Y}",
            "{0:%d.%m.%Y}",
            "{0:%d%m%Y}",
            "{0.day}/{0.month}/{0.year}",
        ]
    ),
)
def test_a_date_written_in_full_is_read_back(day, form):
    assert parse_birth_date(form.format(day), TODAY) == PartialDate(day.year, day.month, day.day)


@given(PERIOD)
def test_a_serial_of_a_spreadsheet_is_read_back(day):
    serial = str((day - date(1899, 12, 30)) // timedelta(days=1))

    assert parse_birth_date(serial, TODAY) == PartialDate(day.year, day.month, day.day)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_known_problem(text):
    with contextlib.suppress(BadValue):
        assert TODAY.year - 120 <= parse_birth_date(text, TODAY).year <= TODAY.year


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("06 39 98 01 23", "+33639980123"),
        ("639980123", "+33639980123"),
        ("+33 6 39 98 01 23", "+33639980123"),
        ("+33 (0)6 39 98 01 23", "+33639980123"),
        ("0033639980123", "+33639980123"),
        ("06.39.98.01.23 / 03 53 01 00 99", "+33639980123\n+33353010099"),
        ("06/39/98/01/23", "+33639980123"),
        ("+352 621 123 456", "+352621123456"),
        ("0692 12 34 56", "+262692123456"),
    ],
)
def test_phones_are_kept_in_international_form(written, kept):
    assert values.phones(written) == kept


@pytest.mark.parametrize("written", ["06 12", "appeler le soir", "6,12E+08", "+33"])
def test_what_is_no_phone_is_refused(written):
    with pytest.raises(BadValue):
        values.phones(written)


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("2 95 10 99 126 111 93", "2951099126111"),
        ("1 80 01 2A 004 001 " + f"{97 - int('1800119004001') % 97:02}", "180012A004001"),
        ("1 80 01 2b 004 001 " + f"{97 - int('1800118004001') % 97:02}", "180012B004001"),
        ("2951099126111", "2951099126111"),
    ],
)
def test_a_social_security_number_is_checked_corsica_included(number, kept):
    assert values.social_security_number(number) == kept


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("295109912611194", "nir_key"),
        ("2 95 10 99", "nir"),
        ("2,95E+14", "scientific"),
        ("9951099126111", "nir"),
    ],
)
def test_a_wrong_social_security_number_is_refused(number, code):
    with pytest.raises(BadValue) as refusal:
        values.social_security_number(number)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "number", ["295109912611194", "2,951099126E+14", "=295109912611193", "abc295109912611193"]
)
def test_no_sentence_shows_a_social_security_number(number):
    [line] = checked(csv_file([[*TITLES, "NIR"], ["SI-1", "Ana", "Roux", "01/10/1995", number]]))

    [problem] = line.problems
    assert (problem.severity, line.is_refused, "nir" in line.values) == ("ignored", False, False)
    assert not any(digits in sentence(problem, line.cells) for digits in (number, "2951", "1099"))


def test_a_social_security_number_of_another_birth_date_is_not_used():
    [line] = checked(
        csv_file([[*TITLES, "NIR"], ["SI-1", "Ana", "Roux", "01/10/1996", "295109912611193"]])
    )

    assert (codes(line), line.is_refused) == ([("nir_birth", "nir")], False)


def test_each_problem_says_what_was_given_and_what_is_expected():
    titles = [*TITLES, "Code postal", "Code ROME", "RQTH", "E-mail"]
    [line] = checked(
        csv_file(
            [titles, ["SI-1", "Ana", "Roux", "31/02/1980", "57", "cuisine", "peut-être", "ana@"]]
        )
    )

    assert [sentence(problem, line.cells) for problem in line.problems] == [
        (
            "« 31/02/1980 » n’existe pas au calendrier. Écrivez jour/mois/année ; pour un jour "
            "ou un mois inconnu, 00/00/1980."
        ),
        "« 57 » n’est pas un code postal : cinq chiffres sont attendus.",
        (
            "« cuisine » n’est pas un code ROME : une lettre de A à N et quatre chiffres, par "
            "exemple K1304."
        ),
        "« peut-être » n’est ni oui ni non. Écrivez Oui, Non, ou laissez vide.",
        "« ana@ » n’est pas une adresse e-mail. Écrivez par exemple prenom.nom@exemple.fr.",
    ]
    assert [problem.severity for problem in line.problems] == [
        "error",
        "ignored",
        "ignored",
        "ignored",
        "ignored",
    ]


def test_a_missing_name_and_no_identifier_refuse_the_line():
    [line] = checked(csv_file([TITLES, ["", "Ana", "", "01/02/1980"]]))

    assert (codes(line), line.is_refused) == ([("missing", "last_name"), ("no_key", "")], True)


def test_a_person_or_a_number_written_twice_is_reported_on_the_second_line():
    lines = checked(csv_file([TITLES, ADA, ADA, ["SI-1", "Ahmed", "Diallo", "01/02/1990"]]))

    assert [codes(line) for line in lines] == [
        [],
        [("duplicate", "file_id")],
        [("duplicate_key", "file_id")],
    ]
    assert (
        sentence(lines[1].problems[0], lines[1].cells)
        == "Cette personne est déjà à la ligne 2 du fichier."
    )


def test_a_couple_may_share_its_allocataire_number_phone_and_address():
    titles = [*TITLES, "Numéro allocataire", "Téléphone", "E-mail"]
    shared = ["1234567", "06 39 98 01 23", "foyer@exemple.fr"]

    lines = checked(
        csv_file([titles, [*ADA, *shared], ["SI-2", "Karim", "Lefèvre", "01/02/1979", *shared]])
    )

    assert [codes(line) for line in lines] == [[], []]


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Identifiant Pôle emploi", "france_travail_id"),
        ("NOM", "last_name"),
        ("N° allocataire", "benefit_number"),
        ("Né(e) le", "birth_date"),
        ("Accompagnateur(s)", "advisors"),
        ("Prénom *", "first_names"),
        ("Code postal (résidence)", "postal_code"),
        ("Numéro de sécurité sociale", "nir"),
        ("couleur", ""),
    ],
)
def test_titles_are_recognised(title, field):
    assert field_of(title) == field


def test_a_mapping_says_what_it_lacks():
    assert mapping_gaps(["first_names", "first_names", ""]) == {
        "required": ["last_name", "birth_date"],
        "keys": ["file_id", "nir", "france_travail_id", "benefit_number"],
        "twice": ["first_names"],
    }


def test_the_codes_of_closed_lists_are_those_of_the_dossier():
    known = {
        "rsa": RsaStatus,
        "situation": WorkSituation,
        "education_level": EducationLevel,
        "sex": Sex,
    }
    for name, words in LISTS.items():
        assert set(words.values()) <= set(known[name].values)


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("education_level", "NV4 - Bac", "NV4"),
        ("education_level", "CAP/BEP", "NV5"),
        ("rsa", "Droit ouvert et versable", "payable"),
        ("situation", "Étudiant·e", "student"),
        ("sex", "Mme", "F"),
    ],
)
def test_closed_lists_are_read_as_written(name, written, code):
    assert code_of(name, written) == code


@pytest.mark.parametrize(
    ("written", "is_kept"),
    [
        ("12 rue de l'Église", True),
        ("chez Mme Martin, bâtiment B", True),
        ("Maison d'arrêt de Queuleu", False),
        ("hospitalisée au CMP", False),
        ("NIR 2 55 08 14 168 025 38", False),
    ],
)
def test_free_text_of_a_list_is_reviewed_like_what_one_types(written, is_kept):
    if is_kept:
        assert values.free_text(written) == written
        return
    with pytest.raises(BadValue) as bad:
        values.free_text(written)

    assert bad.value.code == "wording"
    told = sentence(Problem("wording", "address", 0, IGNORED), [written])
    assert "ne sera pas importée" in told
    assert written not in told


def test_a_cell_left_aside_for_its_words_leaves_the_rest_of_the_line():
    rows = [[*TITLES, "Complément d’adresse"], [*ADA, "sortie de prison"]]

    [line] = checked(csv_file(rows))

    assert codes(line) == [("wording", "address_extra")]
    assert (line.is_refused, "address_extra" in line.values) == (False, False)
    assert line.values["first_names"]
