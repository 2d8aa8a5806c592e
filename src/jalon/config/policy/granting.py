"""Row-level security of agreements: the body that called, then the consortium once it is sent.

No candidate reads another's. The agreement row is the State's to write; a version is answered and
signed by the carrier while it is in its hands.
"""

from typing import Final

from jalon.config.policy.guards import HAT, Guard
from jalon.config.policy.projecting import ABOARD, CARRIER, STATE

OF_STATE: Final = f"agreement_id IN (SELECT id FROM grants_agreement WHERE {STATE})"
OF_CARRIER: Final = f"""agreement_id IN
    (SELECT id FROM grants_agreement WHERE {CARRIER} AND sent_at IS NOT NULL)"""
SHOWN: Final = "agreement_id IN (SELECT id FROM grants_agreement)"
OF_VERSION: Final = "version_id IN (SELECT id FROM grants_agreementversion)"
GRANT_GUARDS: Final = (
    Guard(
        "grants_agreement",
        read=f"{STATE} OR ({ABOARD} AND sent_at IS NOT NULL)",
        insert=f"{STATE} AND drafted_by_id = {HAT} AND state = 'prepared'",
        update=STATE,
    ),
    Guard(
        "grants_agreementversion",
        read=f"{OF_STATE} OR (sent_at IS NOT NULL AND {SHOWN})",
        insert=f"{OF_STATE} AND written_by_id = {HAT} AND state = 'draft'",
        update=f"{OF_STATE} OR ({OF_CARRIER} AND state IN ('review', 'accepted'))",
        becomes=f"""{OF_STATE} OR ({OF_CARRIER}
            AND state IN ('revising', 'accepted', 'carrier_signed'))""",
    ),
    Guard(
        "grants_articlerequest",
        read=OF_VERSION,
        insert=f"""asked_by_id = {HAT} AND version_id IN (SELECT id FROM grants_agreementversion
            WHERE {OF_CARRIER} AND state = 'review')""",
        update=f"""version_id IN (SELECT id FROM grants_agreementversion WHERE {OF_STATE})""",
    ),
)
