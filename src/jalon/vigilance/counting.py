"""Count whom an account is shown, in the statement that shows them, and refuse what is too much.

Distinct people are counted exactly: one row by account, hour and person. What was already shown
within the hour costs one look at an index and writes nothing. Answers to one account that show
somebody new are counted one after the other: however many are asked for at once, none overflows.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.accounts.actor import Actor, PersonActor
from jalon.journal.models import Channel
from jalon.kernel.errors import Refused
from jalon.kernel.guarded_writes import allowed_write
from jalon.vault.sealing import fingerprint
from jalon.vigilance.budgets import COUNTED, Budget, budget_of
from jalon.vigilance.models import Measure, Period, Step

HOUR: Final = 3600  # seconds
HOURS: Final = {Period.HOUR: 1, Period.DAY: 24, Period.WEEK: 168}
# How each measure recognises its people among the hours at which they were last shown so.
LAST: Final = {
    Measure.SEEN: "seen",
    Measure.OPENED: "opened",
    Measure.OUTSIDE: "outside",
    Measure.ASKED: "asked",
}
COUNTS: Final = ",\n        ".join(
    f"count(*) FILTER (WHERE {LAST[measure]} > %(hour)s - {HOURS[period]})"
    for measure, period in COUNTED
)

# How many distinct people this account was shown by now, with those of `fresh`.
COUNT: Final = f"""SELECT ARRAY[
        {COUNTS}
    ]::int[] AS counted
    FROM (
        SELECT max(hour) AS seen, max(hour) FILTER (WHERE opened) AS opened,
               max(hour) FILTER (WHERE outside) AS outside,
               max(hour) FILTER (WHERE subject < 0) AS asked
        FROM (
            SELECT subject, hour, opened, outside FROM public.vigilance_sighting
            WHERE user_id = %(user)s AND hour > %(hour)s - {HOURS[Period.WEEK]}
            UNION ALL
            SELECT subject, %(hour)s, %(opens)s, outside FROM fresh
        ) AS shown
        GROUP BY subject
    ) AS person"""  # noqa: S608

# The same once nobody else counts for this account, and what was decided about it by then: its
# answers wait for one another here, until those before are written. A statement sees what was
# committed when it began: only a function sees what was committed while it waited.
TURN: Final = "SELECT pg_advisory_xact_lock(hashtextextended('jalon/vigilance', %(user)s))"
NAMED: Final = {"user": "asking", "hour": "this_hour", "opens": "opens"}
COUNTING: Final = f"""
CREATE OR REPLACE FUNCTION jalon_counted(
    asking bigint, this_hour integer, opens boolean, subjects bigint[], outsides boolean[]
) RETURNS TABLE (
    counted int[], wait_until timestamptz, vouched_at timestamptz, stopped_at timestamptz
)
LANGUAGE plpgsql VOLATILE ROWS 1
AS $body$
#variable_conflict use_column
BEGIN
    IF subjects IS NULL THEN
        RETURN;
    END IF;
    PERFORM {(TURN % NAMED).removeprefix("SELECT ")};
    RETURN QUERY
        WITH fresh AS (SELECT * FROM unnest(subjects, outsides) AS one (subject, outside))
        SELECT spent.counted, standing.wait_until, standing.vouched_at, standing.stopped_at
        FROM ({COUNT % NAMED}) AS spent
        LEFT JOIN public.vigilance_standing AS standing ON standing.user_id = asking;
END
$body$;
"""  # noqa: S608

# Wants a CTE `asked_for (subject bigint, outside boolean)`: the people about to be shown, none
# when access was refused. Gives `verdict`: one row, whose `passes` says whether they may be.
# Parameters: those of `counting_values`; a link later than `new_since` is outside the usual.
# Slowing down is a function (config.policy.watching): rare, and its row security is a long plan.
VERDICT: Final = """
fresh AS MATERIALIZED (
    SELECT asked_for.subject, asked_for.outside FROM asked_for
    WHERE NOT EXISTS (
        SELECT FROM vigilance_sighting AS seen
        WHERE seen.user_id = %(user)s AND seen.hour = %(hour)s
          AND seen.subject = asked_for.subject
          AND seen.opened >= %(opens)s AND seen.outside >= asked_for.outside)
), counts AS MATERIALIZED (
    SELECT now_on.*
    FROM (SELECT array_agg(subject) AS subjects, array_agg(outside) AS outsides FROM fresh) AS new,
         LATERAL jalon_counted(%(user)s, %(hour)s, %(opens)s, new.subjects, new.outsides) AS now_on
), level AS MATERIALIZED (
    SELECT coalesce(max(ceil(100.0 * part.spent / part.budget)), 0)::int AS percent
    FROM counts, unnest(counts.counted, %(limits)s::int[]) AS part(spent, budget)
), standing AS MATERIALIZED (
    SELECT max(wait_until) AS wait_until, max(vouched_at) AS vouched_at,
           max(stopped_at) AS stopped_at
    FROM (
        SELECT wait_until, vouched_at, stopped_at FROM counts
        UNION ALL
        SELECT wait_until, vouched_at, stopped_at FROM vigilance_standing
        WHERE user_id = %(user)s AND NOT EXISTS (SELECT FROM counts)
    ) AS known
), verdict AS MATERIALIZED (
    SELECT said.*, CASE WHEN said.is_let_through AND said.percent > 100
                        THEN jalon_slow_down(%(user)s, %(affiliation)s, %(next_at)s)
                        ELSE said.is_let_through END AS passes
    FROM (
        SELECT level.percent, (SELECT counted FROM counts) AS counted,
               standing.stopped_at, standing.wait_until,
               vouched.enough, standing.stopped_at IS NULL AND level.percent <= %(stop)s AND (
                   level.percent <= 100
                   OR (vouched.enough AND coalesce(standing.wait_until <= %(at)s, true))
               ) AS is_let_through
        FROM level, standing, LATERAL (
            SELECT level.percent <= %(doubt)s
                OR coalesce(standing.vouched_at > %(vouched_since)s, false) AS enough
        ) AS vouched
        WHERE EXISTS (SELECT FROM asked_for)
    ) AS said
), counted AS (
    INSERT INTO vigilance_sighting (user_id, hour, subject, opened, outside)
    SELECT %(user)s, %(hour)s, fresh.subject, %(opens)s, fresh.outside FROM fresh, verdict
    WHERE verdict.passes ORDER BY fresh.subject
    ON CONFLICT (user_id, hour, subject) DO UPDATE
    SET opened = vigilance_sighting.opened OR EXCLUDED.opened,
        outside = vigilance_sighting.outside OR EXCLUDED.outside
)"""

REFUSAL: Final = """
    SELECT json_build_object('percent', percent, 'counted', counted, 'stopped_at', stopped_at,
                             'wait_until', wait_until, 'vouched', enough)
    FROM verdict WHERE NOT passes"""

SPENT: Final = f"""
WITH fresh AS (
    SELECT subject, %(outside)s AS outside FROM unnest(%(subjects)s::bigint[]) AS one(subject)
)
{COUNT}"""  # noqa: S608

SPEND: Final = f"""
WITH asked_for AS MATERIALIZED (
    SELECT subject, %(outside)s AS outside FROM unnest(%(subjects)s::bigint[]) AS one(subject)
), {VERDICT}
{REFUSAL}"""  # noqa: S608


class BudgetExceeded(Refused):
    """This account was shown more people than its work needs; `step` says what is done."""

    def __init__(self, actor: Actor, step: Step, *, wait: int, excess: tuple[str, str, int, int]):
        self.actor, self.step, self.wait = actor, step, wait
        self.measure, self.period, self.counted, self.budget = excess
        super().__init__(sentence(step, wait))


def sentence(step: Step, wait: int) -> str:
    """What is said to whoever is refused, alone."""
    if step == Step.STOP:
        return _("Vos consultations sont suspendues. Une personne responsable a été prévenue.")
    if step == Step.DOUBT:
        return _("Vous avez consulté beaucoup de dossiers. Confirmez que c’est bien vous.")
    said = ngettext(
        "Vous avez consulté beaucoup de dossiers. Attendez %(n)s seconde.",
        "Vous avez consulté beaucoup de dossiers. Attendez %(n)s secondes.",
        wait,
    )
    return said % {"n": wait}


def counting_values(actor: Actor, *, opens: bool, at: datetime) -> dict[str, Any]:
    """The parameters of VERDICT."""
    budget = budget_of(actor)
    return {
        "user": actor.user_id,
        "affiliation": actor.affiliation_id,
        "hour": hour_of(at),
        "opens": opens,
        "limits": list(budget.limits),
        "doubt": budget.doubt,
        "stop": budget.stop,
        "at": at,
        "next_at": at + timedelta(seconds=budget.slow_seconds),
        "vouched_since": at - timedelta(minutes=budget.vouched_minutes),
        "new_since": actor.today - timedelta(days=budget.new_link_days),
    }


def hour_of(at: datetime) -> int:
    return int(at.timestamp()) // HOUR


def refusal(actor: Actor, found: dict[str, Any], *, at: datetime) -> BudgetExceeded:
    """The exception for what REFUSAL gave."""
    step, wait = _step(found, budget_of(actor), at=at)
    return BudgetExceeded(actor, step, wait=wait, excess=_worst(actor, found["counted"]))


def slowed(actor: Actor, *, at: datetime) -> BudgetExceeded | None:
    """What this account has spent by now, when it is beyond its budget; counts nobody more."""
    values = {**counting_values(actor, opens=False, at=at), "subjects": [], "outside": False}
    with connection.cursor() as cursor:
        cursor.execute(SPENT, values)
        [(counted,)] = cursor.fetchall()
    excess = _worst(actor, counted)
    beyond = excess[2] > excess[3]
    return BudgetExceeded(actor, Step.SLOW, wait=0, excess=excess) if beyond else None


def _worst(actor: Actor, counted: list[int] | None) -> tuple[str, str, int, int]:
    """The measure that is furthest beyond its budget: its name, period, count and budget."""
    limits, spent = budget_of(actor).limits, counted or [0] * len(COUNTED)
    worst = max(range(len(COUNTED)), key=lambda n: spent[n] / limits[n])
    measure, period = COUNTED[worst]
    return measure.value, period.value, spent[worst], limits[worst]


def _step(found: dict[str, Any], budget: Budget, *, at: datetime) -> tuple[Step, int]:
    if found["stopped_at"] or found["percent"] > budget.stop:
        return Step.STOP, 0
    if not found["vouched"]:
        return Step.DOUBT, 0
    until = datetime.fromisoformat(found["wait_until"])
    return Step.SLOW, int((until - at).total_seconds()) + 1


def spend(
    actor: Actor | PersonActor,
    subjects: Collection[int],
    *,
    opens: bool,
    outside: bool = False,
    at: datetime,
) -> None:
    """Count people about to be shown to this actor: one statement. Raises BudgetExceeded.

    `subjects`: ids of dossiers, or numbers given by `question`. `opens`: more than their names.
    A person who reads their own dossier is not counted.
    """
    if isinstance(actor, PersonActor) or not subjects:
        return
    values = {
        **counting_values(actor, opens=opens, at=at),
        "subjects": sorted(set(subjects)),
        "outside": outside,
    }
    with connection.cursor() as cursor, allowed_write("reading"):
        cursor.execute(SPEND, values)
        row = cursor.fetchone()
    if row:
        raise refusal(actor, row[0], at=at)


def take_turn(actor: Actor) -> None:
    """Wait for whatever else is being counted for this account, until the transaction ends.

    In a statement of its own: what is read next sees what was written meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(TURN, {"user": actor.user_id})


def question(*said: object) -> int:
    """The number under which a question about somebody is counted, whoever they are: negative."""
    digest = fingerprint("vigilance", "\x1f".join(map(str, said)))
    return -1 - (int.from_bytes(digest[:8], "big") >> 1)


def watch(
    actor: Actor | PersonActor, dossiers: Collection[int], channel: Channel, at: datetime
) -> None:
    """What `journal.readings` asks before a list of names is shown or exported.

    A list compared with what its sender sent is not a search: they gave the names (see
    docs/security/stolen-account.md).
    """
    if channel != Channel.IMPORT:
        spend(actor, dossiers, opens=channel == Channel.EXPORT, at=at)
