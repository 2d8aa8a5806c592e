"""The guards of all rooms: a table that holds or points to a person stands in one of these."""

from typing import Final

from jalon.config.policy.appraising import APPRAISAL_GUARDS
from jalon.config.policy.calling import CALL_GUARDS
from jalon.config.policy.contracting import CONTRACT_GUARDS
from jalon.config.policy.dating import DATE_GUARDS
from jalon.config.policy.doors import DOOR_GUARDS
from jalon.config.policy.ending import ENDING_GUARDS
from jalon.config.policy.entering import ENTRY_GUARDS
from jalon.config.policy.exchanging import EXCHANGE_GUARDS
from jalon.config.policy.granting import GRANT_GUARDS
from jalon.config.policy.guards import GUARDS
from jalon.config.policy.lettering import LETTER_GUARDS
from jalon.config.policy.meeting import MEETING_GUARDS
from jalon.config.policy.planning import PLAN_GUARDS
from jalon.config.policy.projecting import PROJECT_GUARDS
from jalon.config.policy.telling import TOLD_GUARDS
from jalon.config.policy.watching import WATCH_GUARDS

EVERY_GUARD: Final = (
    *GUARDS,
    *APPRAISAL_GUARDS,
    *CALL_GUARDS,
    *CONTRACT_GUARDS,
    *DATE_GUARDS,
    *DOOR_GUARDS,
    *ENDING_GUARDS,
    *ENTRY_GUARDS,
    *EXCHANGE_GUARDS,
    *GRANT_GUARDS,
    *LETTER_GUARDS,
    *MEETING_GUARDS,
    *PLAN_GUARDS,
    *PROJECT_GUARDS,
    *TOLD_GUARDS,
    *WATCH_GUARDS,
)
