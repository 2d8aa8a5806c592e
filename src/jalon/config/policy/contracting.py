"""Row-level security of commitments and contracts."""

from typing import Final

from jalon.config.policy.guards import BODY, HAT, OF_BARRIER, USER, Guard, gate, gate_of, seen

# A person who writes speaks for herself alone; a professional for their own body alone.
PROPOSED_BY_ONESELF: Final = f"""(proposed_by_id IS NOT DISTINCT FROM {HAT}
    AND proposed_for_id IS NOT DISTINCT FROM {BODY})"""
# Whoever reads a file reads all the difficulties that it names.
NEEDS: Final = f"""NOT EXISTS (
    SELECT FROM regexp_split_to_table(needs, '') AS letter WHERE letter <> ''
    AND NOT ({gate_of("letter", "bhfs")}))"""
# Composing takes the whole block: who reads what their own body wrote composes nothing.
COMPOSING: Final = f"{gate('K', 'write')} AND {gate('K')}"

CONTRACT_GUARDS: Final = (
    Guard(
        "contracts_commitment",
        read=f"""({gate("K")} OR ({gate("k")} AND {BODY} IN (proposed_for_id, organisation_id)))
                 AND {seen("proposed_for_id")}
                 AND {seen("organisation_id")}""",
        insert=f"{gate('K', 'write')} AND {PROPOSED_BY_ONESELF}",
        update=gate("K", "write"),
    ),
    # What the payer reads stands in this row alone: that it exists, of which kind, and when.
    Guard(
        "contracts_engagementcontract",
        read=f"{gate('K')} OR {gate('o')}",
        insert=f"{COMPOSING} AND drafted_by_id = {HAT}",
        update=COMPOSING,
    ),
    Guard("contracts_contractterms", read=gate("K"), insert=COMPOSING, update=COMPOSING),
    Guard(
        "contracts_contractversion",
        read=gate("K"),
        insert=f"{COMPOSING} AND offered_by_id = {HAT}",
    ),
    Guard(
        "contracts_contractbarrier",
        read=f"{gate('K')} AND {gate_of(OF_BARRIER, 'bhfs')}",
        insert=f"{COMPOSING} AND {gate_of(OF_BARRIER, 'bhfs')}",
    ),
    Guard("contracts_contractfile", read=f"{gate('K')} AND {NEEDS}", insert=COMPOSING),
    Guard(
        "contracts_acceptance",
        read=gate("K"),
        insert=f"""{COMPOSING} AND recorded_by_id IS NOT DISTINCT FROM {HAT}
                   AND (recorded_by_id IS NOT NULL OR {USER} IS NOT NULL)""",
    ),
    Guard(
        "contracts_acceptancecode",
        read=COMPOSING,
        insert=COMPOSING,
        update=COMPOSING,
    ),
)

# Anybody may ask whether a file is known: a yes, a day, and whether it still counts; no name.
CONTRACT_QUESTIONS: Final = """
CREATE OR REPLACE FUNCTION jalon_contract_known(asked_digest text, asked_code text)
RETURNS TABLE (digest text, signed_at timestamptz, state text, ends_on date)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT file.digest::text, contract.signed_at, contract.state::text, contract.ends_on
    FROM public.contracts_contractfile AS file
    JOIN public.contracts_contractversion AS version ON version.id = file.version_id
    JOIN public.contracts_engagementcontract AS contract ON contract.id = version.contract_id
    WHERE file.kind = 'signed'
      AND (file.digest = asked_digest OR (asked_code <> '' AND file.code = asked_code))
    LIMIT 1
$body$;
"""
