"""Criteria: to the cent, in three answers, and never an exception."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.accounts.kinds import OrganisationKind
from jalon.calls.content import documents
from jalon.calls.eligibility.criteria import (
    Verdict,
    criteria,
    decide,
    evaluate,
    evidence,
    overall,
)
from jalon.calls.eligibility.expression import ATOMS, Malformed, read, written
from jalon.calls.eligibility.fields import AMOUNTS, DAYS, FIELDS, YES_OR_NO, ZONINGS, Zoning, of
from jalon.calls.loading import content_of, figures_on, templates
from jalon.calls.models import Call, CallVersion

FIGURES = {"state_most_cents": 500_000_00, "carrier_least_rate": 2000, "envelope_cents": None}


def version(code: str = "spie") -> CallVersion:
    last = [one for one in templates() if one.code == code][-1]
    figures = {"state_most_cents": 500_000_00, "carrier_least_rate": 2000}
    return CallVersion(call=Call(title="AMI"), number=1, **content_of(last), **figures)


GOOD: dict[str, Any] = {
    "carrier_kind": "departement",
    "members": [
        {"kind": "departement", "name": "CD", "letter_signed": True},
        {"kind": "france_travail", "name": "France Travail", "letter_signed": True},
    ],
    "public_is_broad": True,
    "zonings_present": ["qpv"],
    "zonings_associated": ["qpv"],
    "state_cents": 500_000_00,
    "carrier_cents": 200_000_00,
    "total_cents": 1_000_000_00,
}


def told(values: dict[str, Any]) -> dict[str, tuple[Verdict, str]]:
    return {one.code: (one.verdict, one.sentence) for one in evaluate(version(), values)}


def test_a_good_project_meets_everything_and_an_empty_one_cannot_be_told():
    good, empty = evaluate(version(), GOOD), evaluate(version(), {})

    assert {one.verdict for one in good} == {Verdict.MET}
    assert {one.verdict for one in empty} == {Verdict.UNKNOWN}
    assert (overall(good), overall(empty)) == (Verdict.MET, Verdict.UNKNOWN)
    assert all(one.article.number and one.field in FIELDS for one in [*good, *empty])


@pytest.mark.parametrize(
    ("change", "code", "verdict", "sentence"),
    [
        (
            {"state_cents": 500_000_01},
            "plafond",
            Verdict.NOT_MET,
            "Part de l'État : 500 000,01 €, pour 500 000 € au plus : c'est 0,01 € de trop.",
        ),
        (
            {"carrier_cents": 199_900_00},
            "part-porteur",
            Verdict.NOT_MET,
            "Part du porteur : 19,99 % (199 900 € sur 1 000 000 €), pour 20 % au moins :"
            " il manque 100 €.",
        ),
        (
            {"carrier_cents": 199_999_99},
            "part-porteur",
            Verdict.NOT_MET,
            "Part du porteur : 19,99 % (199 999,99 € sur 1 000 000 €), pour 20 % au moins :"
            " il manque 0,01 €.",
        ),
        (
            {"carrier_kind": "association", "department_agreement": False},
            "porteur",
            Verdict.NOT_MET,
            "Le porteur est : association. Le conseil départemental n'a pas signé d'accord.",
        ),
        (
            {"carrier_kind": "association"},
            "porteur",
            Verdict.UNKNOWN,
            "Accord du conseil départemental : pas encore renseigné.",
        ),
        (
            {"zonings_associated": []},
            "qpv",
            Verdict.NOT_MET,
            "Présent dans le périmètre : quartier prioritaire de la politique de la ville. Pas"
            " associé au projet : quartier prioritaire de la politique de la ville.",
        ),
        (
            {"members": [{"kind": "departement", "name": "CD", "letter_signed": None}]},
            "lettre-departement",
            Verdict.UNKNOWN,
            "Lettre d'engagement pas encore renseignée : conseil départemental.",
        ),
        (
            {"members": []},
            "france-travail",
            Verdict.NOT_MET,
            "Aucun membre du groupement n'est : France Travail.",
        ),
    ],
)
def test_what_is_not_met_says_why_with_the_value_at_stake(change, code, verdict, sentence):
    found = told({**GOOD, **change})[code]

    assert (found[0], found[1].replace("\xa0", " ").replace("\u202f", " ")) == (verdict, sentence)


@pytest.mark.parametrize(("part", "holds"), [(1999, False), (2000, True), (2001, True)])
@pytest.mark.parametrize("whole", [10_000, 3 * 10_000])
def test_a_rate_is_exact(part, whole, holds):
    test = read(
        {"op": "rate", "field": "carrier_cents", "of": "total_cents", "sign": "at_least",
         "limit": "carrier_least_rate"}
    )  # fmt: skip
    values = {"carrier_cents": part * whole // 10_000, "total_cents": whole}

    assert decide(test, values, FIGURES) is holds


def test_the_evidence_is_the_same_for_the_same_project():
    one = version()
    kept, digest = evidence(one, GOOD)

    assert len(kept["findings"]) == len(one.criteria)
    assert evidence(one, dict(reversed(GOOD.items())))[1] == digest
    assert evidence(one, {**GOOD, "state_cents": 1})[1] != digest


def test_every_model_is_made_of_criteria_that_are_understood():
    for one in templates():
        content = content_of(one)
        assert all(found.test is not None for found in criteria(content["criteria"]))
        assert documents(content["documents"])
        assert figures_on(one, one.valid_from)["territories_wanted"] == 30


KINDS = st.lists(st.sampled_from(OrganisationKind.values), min_size=1, max_size=3)
SIGN = st.sampled_from(["at_most", "at_least"])
LIMIT = st.one_of(st.integers(0, 10**12), st.sampled_from(list(FIGURES)))
MONEY = st.sampled_from(of(AMOUNTS))


def op(name: str, **parts: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"op": st.just(name), **parts})


SAID_ATOMS = st.one_of(
    op("is", field=st.sampled_from(of(YES_OR_NO)), value=st.booleans()),
    op("is", field=st.just("carrier_kind"), value=KINDS),
    op("amount", field=MONEY, sign=SIGN, limit=LIMIT),
    op("rate", field=MONEY, of=MONEY, sign=SIGN, limit=LIMIT),
    op("member", kinds=KINDS),
    op("signed", kinds=st.one_of(KINDS, st.just([]))),
    op("zoning", field=st.sampled_from(of(ZONINGS)), zoning=st.sampled_from(Zoning.values)),
    op("document", document=st.sampled_from(["rib", "bilan"])),
    op("date", field=st.sampled_from(of(DAYS)), sign=SIGN, day=st.dates().map(str)),
)
SAID = st.recursive(
    SAID_ATOMS,
    lambda inside: st.one_of(
        op("not", of=inside),
        op("all", of=st.lists(inside, min_size=1, max_size=3)),
        op("any", of=st.lists(inside, min_size=1, max_size=3)),
    ),
    max_leaves=5,
)
MEMBER = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(OrganisationKind.values),
        "name": st.just("Un membre"),
        "letter_signed": st.sampled_from([True, False, None]),
    }
)
VALUES = st.fixed_dictionaries(
    {
        "carrier_kind": st.sampled_from(OrganisationKind.values),
        "members": st.lists(MEMBER, max_size=3),
        "documents": st.lists(st.sampled_from(["rib", "bilan"])),
        **dict.fromkeys(of(YES_OR_NO), st.booleans()),
        **dict.fromkeys(of(AMOUNTS), st.integers(0, 10**12)),
        **dict.fromkeys(of(DAYS), st.dates().map(str)),
        **dict.fromkeys(of(ZONINGS), st.lists(st.sampled_from(Zoning.values))),
    }
)
NASTY = [
    None,
    True,
    -1,
    10**40,
    2.5,
    float("nan"),
    "",
    "2026-02-31",
    "é",
    [],
    [[]],
    [None, 3],
    {},
    {"a": 1},
    [{"kind": []}],
    [{"kind": {}, "letter_signed": "oui"}],
    {"op": []},
    {"op": "not"},
    {"op": "any"},
    {"op": "all", "of": [None]},
    {"op": "is", "field": [], "value": {}},
    {"op": "rate", "limit": True},
    {"op": "date", "field": "starts_on", "sign": "at_most", "day": 3},
    {"op": "member", "kinds": [[]]},
]
JUNK = st.sampled_from(NASTY)


@settings(max_examples=60, deadline=None, database=None)
@given(said=SAID, values=VALUES, hidden=st.sets(st.sampled_from(list(FIELDS))))
def test_filling_in_a_field_never_contradicts_what_was_told(said, values, hidden):
    test = read(said)
    partly = {name: value for name, value in values.items() if name not in hidden}

    before, after = decide(test, partly, FIGURES), decide(test, values, FIGURES)

    assert before in (None, after)
    assert read(written(test)) == test


@settings(max_examples=60, deadline=None, database=None)
@given(said=SAID | JUNK, junk=st.dictionaries(st.sampled_from(list(FIELDS)), JUNK))
def test_whatever_is_written_or_filled_in_an_answer_comes_and_no_exception(said, junk):
    one = CallVersion(call=Call(), number=1, criteria=[{"code": "a", "test": said}, said])

    found = evaluate(one, junk)

    assert {one.verdict for one in found} <= set(Verdict)
    assert all(one.sentence for one in found)


def test_what_is_not_an_expression_says_so():
    for said in (None, [], {"op": "amount"}, {"op": ["all"]}, {"op": "all", "of": []}):
        with pytest.raises(Malformed):
            read(said)
    assert set(ATOMS) == {
        "is", "amount", "rate", "member", "signed", "zoning", "document", "date",
    }  # fmt: skip
