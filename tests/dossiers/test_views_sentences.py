"""Every fact has its sentence, and a person their age."""

import datetime as dt
import inspect

import pytest

from jalon.dossiers import events
from jalon.dossiers.operations.revise_block import BLOCKS
from jalon.dossiers.views.portrait import age, birth, rights_warning
from jalon.dossiers.views.sentences import SENTENCES, block_titles, fact_sentence

TODAY = dt.date(2026, 11, 23)
KINDS = {
    fact.kind
    for _name, fact in inspect.getmembers(events, inspect.isclass)
    if issubclass(fact, events.DossierFact) and fact is not events.DossierFact
}


def test_every_kind_of_fact_has_its_sentence():
    of_retention = {"dossier.archived", "dossier.restored"}  # its facts, read in the same thread
    assert set(SENTENCES) == KINDS | of_retention
    assert set(BLOCKS) < set(block_titles())


def fact(kind, **payload):
    return {"kind": kind, "payload": payload, "note": None, "subject": "Mme Klein"}


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (fact("dossier.opened"), "Dossier ouvert"),
        (
            fact("block.revised", block="contact", fields=["city", "phones"]),
            "Mise à jour, contact : ville et téléphones",
        ),
        (
            fact("barrier.assessed", theme="mobilite", status="yes", impact="strong",
                 previous_status="not_addressed", previous_impact="none"),
            "Mobilité : difficulté, bloque le projet (avant : pas encore abordé)",
        ),
        (fact("member.joined"), "Mme Klein rejoint l’équipe"),
        (fact("referent.changed"), "Mme Klein devient référent ou référente"),
        (fact("of.tomorrow"), "Dossier mis à jour"),
    ],
)  # fmt: skip
def test_a_fact_is_said_plainly(item, sentence):
    assert fact_sentence(item) == sentence


@pytest.mark.parametrize(
    ("year", "month", "day", "said"),
    [
        (1984, 11, 23, "42 ans"),
        (1984, 11, 24, "41 ans"),
        (1984, 11, None, "41 ou 42 ans"),
        (1984, 12, None, "41 ans"),
        (1984, 3, None, "42 ans"),
        (1984, None, None, "41 ou 42 ans"),
        (None, None, None, "âge inconnu"),
    ],
)
def test_an_age_says_what_is_known_of_it(year, month, day, said):
    assert age({"birth_year": year, "birth_month": month, "birth_day": day}, TODAY) == said


@pytest.mark.parametrize(
    ("year", "month", "day", "said"),
    [
        (1984, 3, 12, "12 mars 1984"),
        (1984, 3, None, "mars 1984 (jour inconnu)"),
        (1984, None, None, "1984 (jour et mois inconnus)"),
        (None, None, None, None),
    ],
)
def test_a_birth_date_says_what_is_known_of_it(year, month, day, said):
    assert birth({"birth_year": year, "birth_month": month, "birth_day": day}) == said


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (None, None),
        (dt.date(2027, 11, 23), None),
        (dt.date(2026, 12, 1), "RQTH à renouveler, se termine dans 8 jours"),
        (dt.date(2026, 11, 20), "RQTH terminée il y a 3 jours"),
    ],
)
def test_a_right_that_ends_is_said_in_time(until, said):
    assert rights_warning({"rqth_until": until}, TODAY) == said
