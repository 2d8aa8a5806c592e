import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def plain(text: str | None) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT jalon_plain(%s)", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("Saint-Avold", "saint avold"),
        ("L'Hôpital", "l hopital"),
        ("L’Hôpital", "l hopital"),
        ("  N'GUYÊN ", "n guyen"),
        ("Œuvre ça et là", "oeuvre ca et la"),
        ("Zoe\u0308", "zoe"),
        ("Le‑Ban–Saint—Martin", "le ban saint martin"),
        ("Łukasz Šïmůnek", "lukasz simunek"),
        ("", ""),
        (None, None),
    ],
)
def test_words_are_compared_without_accents_case_or_hyphens(typed, compared):
    assert plain(typed) == compared


def test_the_answer_does_not_depend_on_the_search_path():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path TO pg_catalog")
        cursor.execute("SELECT public.jalon_plain('Été')")
        assert cursor.fetchone()[0] == "ete"


def test_it_may_be_used_in_an_index():
    with connection.cursor() as cursor:
        cursor.execute("SELECT provolatile FROM pg_proc WHERE proname = 'jalon_plain'")
        assert cursor.fetchone()[0] == "i"
