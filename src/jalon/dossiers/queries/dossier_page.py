"""All that the page of one dossier shows, decided, put on record and read in one statement.

The page of a dossier is the one read a thousand times a day by everybody: it has a read model of
its own instead of a dozen queries. The first part of the statement answers "may this actor read
it?" exactly as `readable` does (a test compares the two); when it answers no, nothing is read and
nothing is recorded.
"""

import base64
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from jalon.access.policy.blocks import block_of_theme
from jalon.access.policy.rights import Rights
from jalon.accounts.acting import acting_on
from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import THEMES
from jalon.dossiers.queries.page_rights import (
    is_known,
    keep_readable,
    letters_of_part,
    rights_on_page,
)
from jalon.dossiers.queries.page_statement import (
    CHANGES,
    FURTHER_BACK,
    TIMELINE_ITEMS,
    statement,
)
from jalon.dossiers.rules import ROLES_WITH_PEOPLE
from jalon.dossiers.sections import sections
from jalon.journal.models import Channel
from jalon.journal.readings import reader_values
from jalon.kernel.guarded_writes import allowed_write
from jalon.vault.sealing import open_sealed
from jalon.vigilance.counting import counting_values, refusal

# Pages opened within this time of one another are one visit: a reload does not clear the marks.
VISIT: Final = timedelta(minutes=30)
SEALED_IN_CONTACT: Final = ("phones", "emails", "address_line", "address_extra")
ONE_PER_LINE: Final = ("phones", "emails")
DATES: Final = ("rsa_since", "rqth_until", "situation_since", "last_job_ended_on")


def read_dossier_page(
    actor: Actor, public_id: UUID, *, channel: Channel, blocks: Sequence[str], at: datetime
) -> dict[str, Any] | None:
    """The whole page of a dossier as plain values, or None when the actor may not read it.

    Dates are `date`, instants aware `datetime`; sealed values are opened. `blocks` names what the
    answer will show: it goes on record with the reading. Raises BudgetExceeded.
    """
    if actor.role not in ROLES_WITH_PEOPLE:
        return None
    names = list(blocks)
    values = {
        **actor_values(actor),
        **reader_values(actor),
        **counting_values(actor, opens=True, at=at),
        "public_id": public_id,
        "visit_before": at - VISIT,
        "channel": channel,
        "blocks": names,
        "letters": [letters_of_part(name) for name in names],
        "at": at,
    }
    with (
        acting_on(actor, public_id, at=at),
        allowed_write("reading"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement(), values)
        row = cursor.fetchone()
        if row is None:
            return None
        [page] = row
        if "percent" in page:
            raise refusal(actor, page, at=at)
        further_back = _further_back(page, values, cursor)
    return _page(page, further_back, actor)


def _further_back(
    page: dict[str, Any], values: dict[str, Any], cursor: Any
) -> list[dict[str, Any]]:
    """What others did since the last visit and the thread is too short to show: seldom anything."""
    visit, facts = page["visit"], page["timeline"]
    if not visit or len(facts) < TIMELINE_ITEMS or facts[-1]["position"] <= visit["position"] + 1:
        return []
    stream, before = f"dossier/{page['dossier']['id']}", facts[-1]["position"]
    wanted = {"stream": stream, "before": before, "since": visit["position"]}
    limit = CHANGES - sum(not fact["is_mine"] for fact in facts)
    cursor.execute(FURTHER_BACK, {**values, **wanted, "limit": limit})
    [(found,)] = cursor.fetchall()
    return [{**ready_fact(fact), "is_new": True} for fact in found]


def actor_values(actor: Actor | PersonActor) -> dict[str, Any]:
    """What the statement needs to know of who reads."""
    return {
        "affiliation": actor.affiliation_id,
        "organisation": actor.organisation_id,
        "is_manager": actor.role == AffiliationRole.MANAGER,
        "today": actor.today,
    }


def _page(page: dict[str, Any], further_back: list[dict[str, Any]], actor: Actor) -> dict[str, Any]:
    page["allows"] = allows = rights_on_page(page, actor)
    keep_readable(page, allows, actor)
    person, contact = page["person"], page["contact"] or {}
    person["family_name"] = person["usage_name"] or person["birth_name"]
    person["name"] = f"{person['first_names'].split(' ')[0]} {person['family_name']}"
    for name in SEALED_IN_CONTACT:
        contact[name] = opened(contact.get(name))
    for name in ONE_PER_LINE:
        contact[name] = contact[name].splitlines()
    for block in (page["rights"], page["work"]):
        for name in DATES:
            if block and block.get(name):
                block[name] = date.fromisoformat(block[name])
    page["dossier"].update(
        (name, instant(page["dossier"][name])) for name in ("opened_at", "closed_at")
    )
    page["barriers"] = _every_theme(page["barriers"], allows)
    for seat in page["team"]:
        seat["started_on"], seat["until_on"] = day(seat["started_on"]), day(seat["until_on"])
    since = page["visit"]["position"] if page["visit"] else page["position"]
    for fact in page["timeline"]:
        ready_fact(fact)["is_new"] = fact["position"] > since and not fact["is_mine"]
    new = [fact for fact in page["timeline"] if fact["is_new"]]
    page["changes"] = new + [fact for fact in further_back if is_known(fact, allows)]
    page["sections"] = {
        section.name: section.ready(page["sections"][section.name], page, actor)
        for section in sections
        if section.is_read(allows)
    }
    if page["urgent"]:
        page["urgent"]["expires_at"] = instant(page["urgent"]["expires_at"])
    if page["visit"]:
        page["visit"]["at"] = instant(page["visit"]["at"])
    return page


def _every_theme(assessed: list[dict[str, Any]], allows: Rights) -> list[dict[str, Any]]:
    """The themes that may be read, in their order; not assessed by anybody, "not addressed"."""
    by_theme = {barrier["theme"]: barrier for barrier in assessed}
    silent = {"status": "not_addressed", "impact": "none", "declared_on": None}
    barriers = []
    for theme, label in THEMES.items():
        if not allows.knows(block_of_theme(theme)):
            continue
        known = by_theme.get(theme, {**silent, "declared_by": None, "organisation": None})
        barriers.append(
            {**known, "theme": theme, "label": label, "declared_on": day(known["declared_on"])}
        )
    return barriers


def ready_fact(item: dict[str, Any]) -> dict[str, Any]:
    """Turn the JSON of one fact into Python values, its note opened."""
    item["at"] = instant(item["at"])
    if note := item["note"]:
        note["body"] = opened(note["body"])
        note["happened_on"] = day(note["happened_on"])
        note["withdrawn_at"] = instant(note["withdrawn_at"])
    return item


def opened(sealed: str | None) -> str:
    """A sealed value as it leaves JSON (base64), opened; nothing stays an empty text."""
    return open_sealed(base64.b64decode(sealed)) if sealed else ""


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def instant(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
