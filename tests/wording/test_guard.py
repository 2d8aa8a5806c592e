"""What the guard lets through, and what it says of the rest."""

import pytest

from jalon.wording.guard import Insistence, WordsToReview, cautions, review
from jalon.wording.lexicon import CODES, Gravity, lexicon
from jalon.wording.sentences import LABELS, PLACES, WHYS

NIR = "2 55 08 14 168 025 38"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rendez-vous jeudi à 14 h, elle cherche une formation de cuisine.", []),
        ("Elle ne peut pas porter de charges de plus de 5 kg.", []),
        ("L'hiver dernier, risques psychosociaux évoqués avec l'employeur.", []),
        ("Appeler le 06 39 98 01 45 ou le 03 87 00 00 99.", []),
        ("Dossier CAF 1234567, SIRET 000 000 001 00013.", []),
        (f"Son numéro est {NIR}.", ["nir"]),
        ("2550814168025 38", ["nir"]),
        ("255081416802538", ["nir"]),
        ("Il a un Cancer.", ["health"]),
        ("en DÉPRESSION, suivi psychiatrique", ["health"]),
        (f"Diabète, {NIR}", ["nir", "health"]),
    ],
)
def test_cautions(text, told):
    assert [one.code for one in cautions({"note.body": text})] == told


def test_a_caution_says_where_in_which_field():
    [job, note] = cautions({"work.sought_job": "Maçon, sourd", "note.body": "Il est noir."})

    assert (job.field, job.words, job.code) == ("work.sought_job", ["sourd"], "disability")
    assert (note.field, note.code) == ("note.body", "origin")


def test_every_class_has_a_name_a_reason_and_a_gravity():
    assert set(LABELS) == set(WHYS) == set(lexicon().classes) == set(CODES)
    assert set(PLACES) <= set(CODES)
    gravities = {code: one.gravity for code, one in lexicon().classes.items()}
    assert [code for code in CODES if gravities[code] == Gravity.MUST_GO] == ["nir", "bank"]
    assert [code for code in CODES if gravities[code] == Gravity.REMARK] == [
        "disability",
        "judgment",
    ]


def test_a_reason_is_one_plain_sentence():
    for why in WHYS.values():
        assert str(why).endswith(".")
        assert len(str(why)) <= 150


def test_a_remark_is_kept_without_a_reason_and_a_serious_class_is_not():
    texts = {"note.body": "Il est fainéant et catholique."}
    both = frozenset({"judgment", "religion"})

    with pytest.raises(WordsToReview) as refusal:
        review(texts, insistence=Insistence(both))
    assert review(texts, insistence=Insistence(both, "Il le demande.")) == ("religion", "judgment")
    assert review({"note.body": "Il est fainéant."}, insistence=Insistence(both)) == ("judgment",)

    assert {one.code for one in refusal.value.cautions} == both


def test_words_at_home_are_no_matter():
    assert review({"note.body": "Sorti de prison."}, at_home={"justice"}) == ()
