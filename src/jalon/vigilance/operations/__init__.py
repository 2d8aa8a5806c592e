from jalon.vigilance.operations.keep_stop import keep_stop
from jalon.vigilance.operations.lift_stop import lift_stop
from jalon.vigilance.operations.raise_alert import raise_alert
from jalon.vigilance.operations.renew_trust import renew_trust

__all__ = ["keep_stop", "lift_stop", "raise_alert", "renew_trust"]
