"""Nothing invented may belong to anybody."""

import lzma
import re

from hypothesis import given
from hypothesis import strategies as st
from stdnum.fr import siret as stdnum_siret

from jalon.accounts.models import siret_is_valid
from jalon.synthetic import fiction
from jalon.synthetic.dice import person_dice
from jalon.territories.loading import EDITION_2026


@given(st.integers(min_value=0, max_value=99_999))
def test_an_invented_siret_has_a_right_key_and_a_siren_that_does_not_exist(number):
    siret = fiction.siret(number)

    siret_is_valid(siret)
    assert stdnum_siret.is_valid(siret)
    assert siret.startswith("000")


@given(st.integers(0, 7_000_000), st.booleans(), st.integers(1950, 2009), st.integers(1, 12))
def test_an_invented_nir_has_a_right_key_and_a_commune_that_does_not_exist(
    number, female, year, month
):
    nir = fiction.nir(number, female=female, year=year, month=month)

    assert re.fullmatch(r"[12]\d{14}", nir)
    assert 97 - int(nir[:13]) % 97 == int(nir[13:])
    assert nir[1:5] == f"{year % 100:02d}{month:02d}"
    assert int(nir[7:10]) >= 910


def test_two_people_never_have_the_same_nir():
    numbers = [*range(5000), *range(89_900, 95_000), *range(7_990_000, 7_995_000)]
    made = {fiction.nir(n, female=True, year=1980, month=1) for n in numbers}

    assert len(made) == len(numbers)


def test_no_commune_of_the_official_list_is_in_the_impossible_range():
    lines = lzma.decompress(EDITION_2026.file.read_bytes()).decode().splitlines()
    codes = {
        code
        for line in lines
        if line.startswith("commune\t")
        for code in (line.split("\t")[1], *line.split("\t")[8].split())
    }
    metropolitan = {code for code in codes if code[:2] in fiction.DEPARTMENTS}

    assert len(metropolitan) > 34_000
    assert max(int(code[2:]) for code in metropolitan) < fiction.IMPOSSIBLE_COMMUNES[0]


def test_telephones_are_in_the_ranges_kept_for_fiction():
    dice = person_dice(1, 1)

    assert re.fullmatch(r"\+33 ?6 ?39 ?98\d{4}", fiction.mobile(dice))
    assert re.fullmatch(r"\+3335301\d{4}", fiction.landline(12_345))


def test_an_address_is_made_of_plain_letters():
    assert fiction.local_part("Łukasz Marie", "Đặng-Œuvrard") == "lukasz.dangoeuvrard"
    assert fiction.local_part("Anaïs", "N'Guyên") == "anais.nguyen"


def test_an_address_is_in_a_domain_kept_for_examples():
    assert fiction.email(person_dice(1, 2), "Zoé", "D'Angelo").endswith(".example")
