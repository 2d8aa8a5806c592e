"""The calls of the demonstration: the real one of 2020, closed, and one that is open today.

Facts of the first are public: published on 16 December 2020, closed on 28 February 2021, 30
territories wanted, at most 500,000 € each. Its texts, its grid, its questions and the body that
carries it here are this platform's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from jalon.calls.models import Call
from jalon.calls.operations import (
    answer_question,
    ask_question,
    close_calls,
    draft_call,
    publish_call,
    revise_call,
)
from jalon.synthetic.appraisals import appraise_projects
from jalon.synthetic.projects import draft_projects, file_projects

BODY: Final = "pref-region"
CANDIDATES: Final = ("cd", "plie")
MILLION_CENTS: Final = 1_000_000_00

PURPOSE_OF_2020: Final = (
    "Une première vague de trente territoires, où tous les acteurs de l'insertion et de l'emploi"
    " suivent ensemble le parcours des personnes. Les dates, le montant par projet et le nombre de"
    " territoires sont ceux de l'appel du 16 décembre 2020 ; l'organisme, l'enveloppe, l'heure de"
    " clôture, la grille et les questions sont inventés pour la démonstration."
)


@dataclass(frozen=True)
class Said:
    """A question, the article it is about, and its answer when there is one."""

    article: str
    body: str
    wording: str = ""
    answer: str = ""


OF_2020: Final = (
    Said(
        "porteur",
        "Une agence départementale peut-elle porter le projet ?",
        "Une agence liée au département peut-elle porter le projet ?",
        "Oui, avec l'accord écrit et signé du conseil départemental.",
    ),
)
OF_TODAY: Final = (
    Said(
        "part-porteur",
        "Nos locaux mis à disposition comptent-ils dans les 20 % ?",
        "Des locaux mis à disposition comptent-ils dans la part du porteur ?",
        "Non. Les apports en nature sont présentés à part : la part du porteur est en euros.",
    ),
    Said(
        "territoires",
        "Deux intercommunalités du département peuvent-elles répondre séparément ?",
        "Deux intercommunalités d'un même département peuvent-elles répondre séparément ?",
        "Oui, si leurs périmètres ne se recouvrent pas et si le conseil départemental s'engage dans"
        " chacun des groupements.",
    ),
    Said("lettres", "Une lettre signée l'an dernier par France Travail est-elle encore valable ?"),
)


def write_calls(bodies: Mapping[str, Organisation], today: date) -> None:
    """Written by the préfecture de région; candidates ask, all that may be answered is."""
    past = _call_of_2020(bodies)
    _call_of_today(bodies, today)
    appraise_projects(past, bodies, today)


def _call_of_2020(bodies: Mapping[str, Organisation]) -> Call:
    day = date(2020, 12, 16)
    by = _acting(bodies[BODY], day)
    call = published(
        "AMI « Service public de l'insertion et de l'emploi », première vague (2020-2021)",
        by,
        _at(day, 9),
        {
            "opens_at": _at(day, 10),
            "questions_until": _at(date(2021, 2, 18), 18),
            "closes_at": _at(date(2021, 2, 28), 23, 59),
            "envelope_cents": 15 * MILLION_CENTS,
            "purpose": PURPOSE_OF_2020,
        },
    )
    for rank, said in enumerate(OF_2020):
        _ask_and_answer(call, said, bodies, CANDIDATES[rank % 2], date(2021, 1, 12))
    file_projects(call, bodies, date(2021, 2, 8))
    close_calls(by=None, at=_at(date(2021, 3, 1), 9))
    return call


def _call_of_today(bodies: Mapping[str, Organisation], today: date) -> None:
    day, closing = today - timedelta(days=20), today + timedelta(days=45)
    call = published(
        f"AMI {today.year} « Service public de l'insertion et de l'emploi »",
        _acting(bodies[BODY], day),
        _at(day, 9),
        {
            "opens_at": _at(day, 10),
            "questions_until": _at(closing - timedelta(days=10), 18),
            "closes_at": _at(closing, 18),
            "envelope_cents": 15 * MILLION_CENTS,
        },
    )
    for rank, said in enumerate(OF_TODAY):
        asked_on = today - timedelta(days=12 - 4 * rank)
        _ask_and_answer(call, said, bodies, CANDIDATES[rank % 2], asked_on)
    draft_projects(call, bodies, today - timedelta(days=9))


def published(title: str, by: Actor, at: datetime, changes: Mapping[str, Any]) -> Call:
    """A call from the model in force, as the préfecture publishes it."""
    call = draft_call(title=title, template="spie", by=by, at=at)
    contact = {"label": "Secrétariat de l'appel", "email": "ami@prefecture.example", "phone": ""}
    revise_call(call=call, changes={**changes, "contacts": [contact]}, by=by, at=at)
    publish_call(call=call, by=by, at=at)
    Call.objects.filter(pk=call.pk).update(is_synthetic=True)
    call.refresh_from_db()
    return call


def _ask_and_answer(
    call: Call, said: Said, bodies: Mapping[str, Organisation], candidate: str, day: date
) -> None:
    question = ask_question(
        call=call, article=said.article, body=said.body, by=_acting(bodies[candidate], day),
        at=_at(day, 11),
    )  # fmt: skip
    if said.answer:
        answer_question(
            question=question, article=said.article, wording=said.wording, body=said.answer,
            by=_acting(bodies[BODY], day), at=_at(day + timedelta(days=1), 15),
        )  # fmt: skip


def _acting(body: Organisation, day: date) -> Actor:
    hats = Affiliation.objects.select_related("user", "organisation").order_by("pk")
    return actor_of(hats.get(organisation=body, role=AffiliationRole.STEERING), on=day)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
