import datetime as dt
from decimal import Decimal

import pytest

from jalon.parameters.catalogue import CATALOGUE
from jalon.parameters.parameter import Bounds, Dated, Parameter
from jalon.parameters.reading import NotAllowed, parse, require_allowed, said, written


def parameter(kind, unit="", value=1, bounds=None):
    dated = Dated(dt.date(2025, 1, 1), value, "texte inventé")
    return Parameter(f"room.{kind}", kind, unit, "Libellé", (dated,), bounds)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("int", " 24 ", 24),
        ("decimal", "0,5", Decimal("0.5")),
        ("text", " oui-da ", "oui-da"),
        ("bool", "Oui", True),
        ("bool", "0", False),
    ],
)
def test_a_text_gives_its_value_and_back(kind, text, value):
    assert parse(parameter(kind), text) == value
    assert parse(parameter(kind), written(value)) == value


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("int", "deux ans", "Écrivez un nombre entier."),
        ("int", "1.5", "Écrivez un nombre entier."),
        ("decimal", "NaN", "Écrivez un nombre, par exemple 0,5."),
        ("decimal", "x", "Écrivez un nombre, par exemple 0,5."),
        ("bool", "peut-être", "Répondez par oui ou par non."),
        ("text", "  ", "Écrivez une valeur."),
    ],
)
def test_a_text_that_gives_none_is_refused_in_words(kind, text, sentence):
    with pytest.raises(NotAllowed) as refusal:
        parse(parameter(kind), text)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize("months", [5, 37, 2**40])
def test_the_law_bounds_what_a_deployment_decides(months):
    with pytest.raises(NotAllowed) as refusal:
        require_allowed(CATALOGUE["readings.months"], months)

    assert str(refusal.value) == (
        "Le texte permet de 6 mois à 36 mois : "
        "CNIL, délibération 2021-122 du 14 octobre 2021 (journalisation)."
    )


@pytest.mark.parametrize("months", [6, 36])
def test_the_bounds_themselves_are_allowed(months):
    require_allowed(CATALOGUE["readings.months"], months)


def test_a_decimal_is_bounded_too_and_a_text_is_not():
    half = Bounds(Decimal("0.1"), Decimal("0.5"), "texte inventé")

    require_allowed(parameter("text"), "x")
    with pytest.raises(NotAllowed, match=r"de 0\.1 à 0\.5"):
        require_allowed(parameter("decimal", bounds=half), Decimal("0.6"))


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        ("months", 24, "24 mois"),
        ("days", 1, "1 jour"),
        ("minutes", 30, "30 minutes"),
        ("percent", 40, "40 %"),
        ("", True, "oui"),
        ("", "libre", "libre"),
    ],
)
def test_a_value_is_said_with_its_unit(unit, value, words):
    assert said(parameter("int", unit), value) == words
