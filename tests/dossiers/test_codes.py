"""Every theme has its code in each edition, or is said to have none; none is told by its label."""

import datetime as dt

import pytest
from data_inclusion.schema import v1

from jalon.dossiers.codes import UnknownScheme, edition_of, editions, translated
from jalon.dossiers.models import THEMES, BarrierStatus

EDITIONS = [pytest.param(one, id=f"{one.scheme}-{one.name}") for one in editions()]
BEFORE, AFTER = dt.date(2025, 6, 1), dt.date(2026, 6, 1)


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_is_complete_and_says_where_it_comes_from(edition):
    assert edition.source
    assert set(edition.codes) | edition.without == set(THEMES)
    assert not set(edition.codes) & edition.without
    assert len(set(edition.codes.values())) == len(edition.codes)
    assert set(edition.statuses.values()) <= set(BarrierStatus.values)
    for theme, code in edition.codes.items():
        assert edition.theme_of(code) == theme


def test_the_offer_s_own_words_are_those_of_its_package():
    offer = edition_of("data-inclusion", on=AFTER)
    categories = {one.value.split("--")[0] for one in v1.Thematique}

    assert set(offer.codes.values()) == categories
    assert {offer.theme_of(one) for one in categories} == set(THEMES)


def test_two_codes_changed_places_and_each_state_has_a_word():
    old, new = (edition_of("france-travail", on=day) for day in (BEFORE, AFTER))

    assert (old.theme_of("27"), new.theme_of("27")) == (
        "logement-hebergement", "difficultes-financieres",
    )  # fmt: skip
    assert translated("27", of=old, to=new) == "28"
    assert translated("B4", of=new, to=old) is None
    assert translated("99", of=old, to=new) is None
    for edition in (old, new):
        assert set(edition.statuses.values()) == set(BarrierStatus.values)
    with pytest.raises(UnknownScheme):
        edition_of("france-travail", on=dt.date(2019, 1, 1))
