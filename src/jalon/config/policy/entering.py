"""Row-level security of the entry: orientations, tracks and what led to them."""

from typing import Final

from jalon.config.policy.guards import BODY, BY_THE_PERSON, HAT, Guard, gate

IS_ORIENTING: Final = f"""EXISTS (SELECT FROM accounts_affiliation AS orienting
    WHERE orienting.id = {HAT} AND orienting.role = 'orientation_officer')"""
# Waiting for a body: its own; past the delay of the law, France Travail's too.
FOR_THEM: Final = f"""(organisation_id = {BODY} OR (flagged_at IS NOT NULL
    AND organisation_id = ANY(ARRAY(SELECT jalon_bodies_relieved({BODY})))))"""
ORIENTING: Final = f"{gate('R')} AND {IS_ORIENTING}"

ENTRY_GUARDS: Final = (
    Guard(
        "entry_orientation",
        read=f"{gate('R')} OR (decided_at IS NULL AND {FOR_THEM} AND {IS_ORIENTING})",
        insert=f"{gate('T', 'write')} OR ({ORIENTING} AND decided_at IS NULL)",
        update=f"{FOR_THEM} AND {IS_ORIENTING}",
        becomes=f"{FOR_THEM} AND {IS_ORIENTING} AND (decided_at IS NULL OR {gate('R')})",
    ),
    # They speak of obstacles: the payer, who reads the orientation, does not read them.
    Guard("entry_grounds", read=gate("K"), insert=ORIENTING),
    Guard("entry_trackperiod", read=gate("R"), insert=ORIENTING, update=ORIENTING),
    Guard(
        "entry_reorientation",
        read=f"""{gate("K")}
                 OR (state = 'pending' AND organisation_id = {BODY} AND {IS_ORIENTING})""",
        insert=f"""({gate("T", "write")} AND requested_by_id = {HAT})
                   OR ({BY_THE_PERSON} AND requested_by_id IS NULL)""",
        update=f"organisation_id = {BODY} AND {IS_ORIENTING}",
    ),
)

ENTRY_QUESTIONS: Final = """
-- The bodies of the same département, for France Travail: it may orient whom they did not in time.
CREATE OR REPLACE FUNCTION jalon_bodies_relieved(asked bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT other.id FROM public.accounts_organisation AS mine
    JOIN public.territories_territory AS here ON here.id = mine.territory_id
    JOIN public.territories_territory AS there
      ON coalesce(there.department_id, there.id) = coalesce(here.department_id, here.id)
    JOIN public.accounts_organisation AS other ON other.territory_id = there.id
    WHERE mine.id = asked AND mine.kind = 'france_travail'
$body$;

-- Whether this hat has taken in hand an orientation, or a request for one, of somebody accompanied.
CREATE OR REPLACE FUNCTION jalon_is_orienting(hat bigint, asked bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT EXISTS (SELECT FROM public.dossiers_dossier
                   WHERE id = asked AND closed_at IS NULL)
       AND (EXISTS (SELECT FROM public.entry_orientation
                    WHERE dossier_id = asked AND taken_by_id = hat AND decided_at IS NULL)
            OR EXISTS (SELECT FROM public.entry_reorientation
                       WHERE dossier_id = asked AND taken_by_id = hat AND state = 'pending'))
$body$;
"""
