from jalon.retention.operations.archive_dossiers import archive_dossiers
from jalon.retention.operations.cancel_order import cancel_order
from jalon.retention.operations.destroy_dossiers import destroy_dossiers
from jalon.retention.operations.foresee_ends import foresee_ends
from jalon.retention.operations.give_notices import give_notices
from jalon.retention.operations.give_order import give_order
from jalon.retention.operations.restore_dossiers import restore_dossiers
from jalon.retention.operations.settle_order import settle_order

__all__ = [
    "archive_dossiers",
    "cancel_order",
    "destroy_dossiers",
    "foresee_ends",
    "give_notices",
    "give_order",
    "restore_dossiers",
    "settle_order",
]
