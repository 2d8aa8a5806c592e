"""The deadlines of one dossier, read within its page: one JSON expression."""

from typing import Final

from jalon.deadlines.queries.running import ROW

# Row-level security keeps what this reader may know; the last turn of each step is enough here.
SQL: Final = f"""(SELECT coalesce(json_agg(row ORDER BY row.position, row.thread), '[]') FROM (
    SELECT DISTINCT ON (one.code, one.thread) {ROW}
    FROM deadlines_deadline AS one
    JOIN strategies_strategystep AS step ON step.id = one.step_id
    JOIN strategies_strategy AS version ON version.id = step.strategy_id
    LEFT JOIN accounts_organisation AS body ON body.id = one.organisation_id
    WHERE one.dossier_id = subject.id
    ORDER BY one.code, one.thread, one.occurrence DESC) AS row)"""  # noqa: S608 - constants alone
