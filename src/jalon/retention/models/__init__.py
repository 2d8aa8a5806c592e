from jalon.retention.models.destruction import Destruction, Figure, Ground
from jalon.retention.models.foreseen import Foreseen, Notice, Restoration, Suspension, What
from jalon.retention.models.order import Order, OrderGround, OrderKind, OrderState

__all__ = [
    "Destruction",
    "Figure",
    "Foreseen",
    "Ground",
    "Notice",
    "Order",
    "OrderGround",
    "OrderKind",
    "OrderState",
    "Restoration",
    "Suspension",
    "What",
]
