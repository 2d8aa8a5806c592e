"""A whole plan: one JSON expression, read within the page of a dossier or for the person alone."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection

from jalon.access.policy.blocks import Block, block_of_theme
from jalon.access.policy.levels import Level
from jalon.access.policy.rights import Rights
from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.kinds import SENSITIVE_KINDS
from jalon.dossiers.models import THEMES
from jalon.dossiers.queries.dossier_page import day, instant, opened
from jalon.parameters.queries import integer
from jalon.plans.models import LIVE, OVER, Bearer, Side, State
from jalon.plans.rules.attention import Thresholds, attention
from jalon.territories.zones import local_day

# What counts as having been in touch; a note reserved to one body is nobody else's to count.
CONTACTS: Final = "('meeting', 'call', 'visit')"
TWO_SIDED: Final = """
    row.id, row.public_id, encode(row.title, 'base64') AS title, row.state, row.revision,
    row.proposed_side, row.proposed_at, row.person_agreed_at, row.body_agreed_at, row.ended_side,
    row.ended_at, encode(row.word, 'base64') AS word, row.proposed_body_id,
    row.proposed_by_id, row.told_to_id, row.ended_by_id,
    coalesce(nullif(body.short_name, ''), body.name) AS proposed_body, body.kind AS proposed_kind,
    (SELECT json_object_agg(hat.id, coalesce(nullif(one.civility, ''), one.first_name)
                                    || ' ' || one.last_name)
     FROM accounts_affiliation AS hat JOIN accounts_user AS one ON one.id = hat.user_id
     WHERE hat.id IN (row.proposed_by_id, row.told_to_id, row.ended_by_id)) AS names"""
BODY: Final = "LEFT JOIN accounts_organisation AS body ON body.id = row.proposed_body_id"
PLAN: Final = f"""json_build_object(
    'goals', (SELECT coalesce(json_agg(goal), '[]') FROM (
        SELECT {TWO_SIDED},
               ARRAY(SELECT theme FROM plans_goaltheme WHERE goal_id = row.id ORDER BY id) AS themes
        FROM plans_goal AS row {BODY}
        WHERE row.dossier_id = subject.id ORDER BY row.rank, row.id) AS goal),
    'steps', (SELECT coalesce(json_agg(step), '[]') FROM (
        SELECT {TWO_SIDED}, row.goal_id, row.bearer, row.organisation_id, row.due_on, row.effect,
               row.repeats_id, (SELECT public_id FROM plans_stepphoto WHERE step_id = row.id
                                ORDER BY id DESC LIMIT 1) AS photo,
               coalesce(nullif(doer.short_name, ''), doer.name) AS organisation,
               doer.kind AS organisation_kind, doer.public_id AS organisation_public_id
        FROM plans_step AS row {BODY}
        LEFT JOIN accounts_organisation AS doer ON doer.id = row.organisation_id
        WHERE row.dossier_id = subject.id ORDER BY row.rank, row.id) AS step),
    'last_contact_on', (SELECT max(happened_on) FROM dossiers_note
        WHERE dossier_id = subject.id AND NOT is_private AND block = 'N' AND withdrawn_at IS NULL
          AND kind IN {CONTACTS}))"""  # noqa: S608 - made of constants alone
ALONE: Final = f"""
WITH subject AS (SELECT id FROM dossiers_dossier WHERE id = %s)
SELECT {PLAN} FROM subject"""  # noqa: S608
Plan = dict[str, Any]


def read_plan(
    dossier_id: int, dossier: Mapping[str, Any], allows: Rights, by: Actor | PersonActor
) -> Plan:
    """The plan of one dossier alone; `dossier` says when it was opened and closed."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE, [dossier_id])
        [(value,)] = cursor.fetchall()
    return ready_plan(value, dossier, allows, by)


def ready_plan(
    value: Plan, dossier: Mapping[str, Any], allows: Rights, by: Actor | PersonActor
) -> Plan:
    """The JSON as a page needs it: opened, dated, without what the rules do not give."""
    steps = [_step(row, by) for row in value["steps"] if _is_seen(row, allows, by)]
    kept = {step["goal_id"] for step in steps}
    goals = [
        _goal(row, allows, by)
        for row in value["goals"]
        if _is_seen(row, allows, by, is_above=row["id"] in kept)
    ]
    _count_tries(steps)
    for goal in goals:
        own = [step for step in steps if step["goal_id"] == goal["id"]]
        goal["steps"] = sorted(own, key=lambda step: bool(step["is_over"]))  # what is to do first
        for step in goal["steps"]:
            step["goal"] = goal
    steps = [step for step in steps if "goal" in step]
    plan: Plan = {
        "goals": goals,
        "steps": steps,
        "last_contact_on": day(value["last_contact_on"]),
        "opened_on": local_day(dossier["opened_at"]),
        "is_open": dossier["closed_at"] is None,
        "knows_contacts": allows.reads(Block.NOTES),
    }
    plan["attention"] = attention(plan, thresholds(by.today), on=by.today)
    return plan | _told(goals, steps)


def thresholds(on: date) -> Thresholds:
    names = ("no_contact_days", "no_step_days", "no_answer_days", "tries")
    return Thresholds(*(integer(f"plans.{name}", on=on) for name in names))


def _told(goals: list[Plan], steps: list[Plan]) -> Plan:
    """Both columns, soonest first, and what waits for somebody's agreement."""
    owed = [step for step in steps if step["state"] in LIVE and step["goal"]["state"] not in OVER]
    owed.sort(key=lambda step: (step["due_on"], step["id"]))
    waiting = [row for row in (*goals, *steps) if row["state"] == State.PROPOSED]
    done = [step for step in steps if step["state"] == State.DONE]
    return {
        "of_person": [step for step in owed if step["bearer"] == Bearer.PERSON],
        "of_bodies": [step for step in owed if step["bearer"] == Bearer.BODY],
        "waiting": [row for row in waiting if not row.get("goal") or not row["goal"]["is_over"]],
        "done": sorted(done, key=lambda step: step["ended_at"], reverse=True),
    }


def _is_seen(row: Plan, allows: Rights, by: Actor | PersonActor, *, is_above: bool = False) -> bool:
    """`rules.sees`, of rows read in one statement: row-level security is asked a second time."""
    if isinstance(by, PersonActor):
        return True
    bodies = {
        row["proposed_body_id"]: row["proposed_kind"],
        row.get("organisation_id"): row.get("organisation_kind"),
    }
    is_own = by.organisation_id in bodies or is_above
    if allows.levels.get(Block.CONTRACT) is Level.OWN and not is_own:
        return False
    others = [kind for body, kind in bodies.items() if body and body != by.organisation_id]
    return allows.sees_masked_bodies or not SENSITIVE_KINDS & set(others)


def _both(row: Plan, by: Actor | PersonActor) -> Plan:
    for name in ("proposed_at", "person_agreed_at", "body_agreed_at", "ended_at"):
        row[name] = instant(row[name])
    row["number"] = UUID(row["public_id"])
    names = row.pop("names") or {}  # by the number of the hat
    row["proposer"] = names.get(str(row["proposed_by_id"]))
    row["told_to"] = names.get(str(row["told_to_id"]))
    row["ended_by"] = names.get(str(row["ended_by_id"]))
    row["title"], row["word"] = opened(row["title"]), opened(row["word"])
    row["proposed_on"] = local_day(row["proposed_at"])
    agreed = [row[name] for name in ("person_agreed_at", "body_agreed_at") if row[name]]
    row["agreed_on"] = local_day(max(agreed)) if len(agreed) == 2 else None
    row["state_label"] = State(row["state"]).label
    row["is_over"] = row["state"] in OVER
    is_asked = row["state"] == State.PROPOSED
    row["waits_for_person"] = is_asked and row["person_agreed_at"] is None
    row["waits_for_body"] = is_asked and row["body_agreed_at"] is None
    speaks = isinstance(by, PersonActor) or _speaks(row, by)
    own = "waits_for_person" if isinstance(by, PersonActor) else "waits_for_body"
    row["may_answer"] = row[own] and speaks
    row["may_write_oral"] = isinstance(by, Actor) and row["waits_for_person"]
    row["was_oral"] = bool(row["told_to"]) and row["person_agreed_at"] is not None
    return row


def _speaks(row: Plan, by: Actor) -> bool:
    return row.get("organisation_id") in {None, by.organisation_id}


def _goal(row: Plan, allows: Rights, by: Actor | PersonActor) -> Plan:
    known = [theme for theme in row["themes"] if allows.knows(block_of_theme(theme))]
    return _both(row, by) | {
        "themes": known,
        "theme_labels": [THEMES[theme] for theme in known],
        "is_step": False,
    }


def _step(row: Plan, by: Actor | PersonActor) -> Plan:
    row["due_on"] = date.fromisoformat(row["due_on"])
    return _both(row, by) | {
        "is_step": True,
        "is_ours": row["organisation_id"] is not None
        and row["organisation_id"] == by.organisation_id,
        "is_late": row["state"] in LIVE and row["due_on"] < by.today,
        "ended_by_person": row["ended_side"] == Side.PERSON,
    }


def _count_tries(steps: list[Plan]) -> None:
    """How many times each step was tried, this one included."""
    by_id = {step["id"]: step for step in steps}
    tries: Counter[int] = Counter()
    for step in steps:
        one: Plan | None = step
        while one:
            tries[step["id"]] += 1
            one = by_id.get(one["repeats_id"])
    for step in steps:
        step["tries"] = tries[step["id"]]
