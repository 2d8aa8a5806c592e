"""The part of the page of a dossier about the contract, and what the payer sees of it."""

from base64 import b64decode
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.access.policy.blocks import Block
from jalon.accounts.actor import Actor
from jalon.contracts.models import Bearer, CommitmentState, ContractState
from jalon.contracts.models.contract import phase_of
from jalon.contracts.queries.words import hours_said, title_of
from jalon.dossiers.sections import Page, Section, Value
from jalon.vault.sealing import open_sealed

OUTLINE: Final = """
    (SELECT coalesce(json_agg(row), '[]') FROM (
        SELECT contract.public_id, contract.kind, contract.change, contract.state,
               contract.started_on, contract.ends_on, contract.ended_on,
               contract.review_on{more}
        FROM contracts_engagementcontract AS contract{joined}
        WHERE contract.dossier_id = subject.id
          AND (contract.state IN ('draft', 'offered', 'accepted', 'refused', 'signed')
               OR contract.ended_on > (SELECT jalon_today()))
        ORDER BY contract.state <> 'signed', contract.started_on DESC) AS row)"""
CONTRACTS: Final = OUTLINE.format(
    more=", terms.weekly_hours",
    joined="""
        LEFT JOIN contracts_contractterms AS terms ON terms.contract_id = contract.id""",
)
SHOWN: Final = 5  # promises of each side; the page "who owes what" has them all
SQL: Final = f"""SELECT json_build_object('contracts', {CONTRACTS}, 'commitments',
    (SELECT coalesce(json_agg(row), '[]') FROM (
        SELECT promise.public_id, promise.bearer, encode(promise.text, 'base64') AS text,
               promise.due_on, promise.state,
               coalesce(nullif(body.short_name, ''), body.name) AS organisation,
               coalesce(nullif(member.civility, ''), member.first_name) || ' ' || member.last_name
                   AS answers
        FROM contracts_commitment AS promise
        LEFT JOIN accounts_organisation AS body ON body.id = promise.organisation_id
        LEFT JOIN accounts_affiliation AS hat ON hat.id = promise.answers_id
        LEFT JOIN accounts_user AS member ON member.id = hat.user_id
        WHERE promise.dossier_id = subject.id AND promise.state IN ('proposed', 'accepted')
        ORDER BY promise.due_on, promise.id) AS row))"""  # noqa: S608 - constants alone
OUTLINE_SQL: Final = f"SELECT {OUTLINE.format(more='', joined='')}"


def ready(value: Value, page: Page, actor: Actor) -> Value:
    """The contracts with their phase, and the first promises of each side."""
    lines = [_promise(one, actor.today) for one in value["commitments"]]
    person = [one for one in lines if one["bearer"] == Bearer.PERSON]
    bodies = [one for one in lines if one["bearer"] != Bearer.PERSON]
    return {
        "contracts": [_contract(one, actor.today) for one in value["contracts"]],
        "sides": [
            (_("La personne"), person[:SHOWN], len(person)),
            (_("Les organismes"), bodies[:SHOWN], len(bodies)),
        ],
    }


def ready_outline(value: Value, page: Page, actor: Actor) -> Value:
    """Kind and dates, for who reads nothing else of a contract; whoever reads it has its part."""
    contracts = [_contract(one, actor.today) for one in value]
    signed = [one for one in contracts if one["is_signed"]]
    return None if page["allows"].reads(Block.CONTRACT) else signed or None


def _contract(one: dict[str, Any], today: date) -> dict[str, Any]:
    days = {name: _day(one[name]) for name in ("started_on", "ends_on", "ended_on", "review_on")}
    starts = days["started_on"] or today
    phase = phase_of(one["state"], starts, days["ends_on"], days["ended_on"], today)
    hours = one.get("weekly_hours")
    return {
        **one,
        **days,
        "title": title_of(one["kind"], one["change"]),
        "state_label": str(phase.label if phase else ContractState(one["state"]).label),
        "phase": phase or one["state"],
        "is_signed": phase is not None,
        "ends_on": days["ended_on"] or days["ends_on"],
        "hours": "" if hours is None else hours_said(hours),
    }


def _promise(one: dict[str, Any], today: date) -> dict[str, Any]:
    due_on = _day(one["due_on"])
    text = open_sealed(b64decode(one["text"])) if one["text"] else ""
    binds = one["state"] == CommitmentState.ACCEPTED
    who = ", ".join(part for part in (one["organisation"], one["answers"]) if part)
    return {
        **one,
        "text": text,
        "due_on": due_on,
        "who": who,
        "is_late": bool(binds and due_on and due_on < today),
        "state_label": str(CommitmentState(one["state"]).label),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _ended(item: dict[str, Any]) -> str:
    if item["payload"]["status"] == ContractState.AMENDED:
        return _("Contrat remplacé par un avenant")
    if item["payload"]["status"] == ContractState.RENEWED:
        return _("Contrat remplacé par son renouvellement")
    return _("Fin du contrat")


CONTRACT: Final = Section(
    name="contract",
    anchor="contrat",
    title=gettext_lazy("Contrat et engagements"),
    block=Block.CONTRACT,
    sql=SQL,
    template="contracts/bloc/contract.html",
    ready=ready,
    sentences={
        "commitment.proposed": lambda item: _("Engagement proposé"),
        "commitment.accepted": lambda item: _("Engagement accepté"),
        "commitment.kept": lambda item: _("Engagement tenu"),
        "commitment.missed": lambda item: _("Engagement pas tenu"),
        "commitment.withdrawn": lambda item: _("Engagement retiré"),
        "contract.drafted": lambda item: _("Contrat en préparation"),
        "contract.revised": lambda item: _("Contrat modifié avant signature"),
        "contract.recorded": lambda item: _("Contrat signé ailleurs enregistré"),
        "contract.offered": lambda item: _("Contrat proposé à la personne"),
        "code.sent": lambda item: _("Code envoyé à la personne pour donner son accord"),
        "contract.accepted": lambda item: _("Contrat accepté par la personne"),
        "contract.refused": lambda item: _("Contrat refusé par la personne"),
        "contract.signed": lambda item: _("Contrat signé"),
        "contract.reviewed": lambda item: _("Bilan du contrat"),
        "contract.ended": _ended,
    },
)
CONTRACT_OUTLINE: Final = Section(
    name="contract_outline",
    anchor="contrat-dates",
    title=gettext_lazy("Contrat"),
    block=Block.RIGHTS,
    sql=OUTLINE_SQL,
    template="contracts/bloc/outline.html",
    place="situation",
    ready=ready_outline,
)
