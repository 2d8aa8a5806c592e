from jalon.notifications.operations.choose_ways import choose_ways
from jalon.notifications.operations.read_notifications import read_notifications
from jalon.notifications.operations.unread_notifications import unread_notifications

__all__ = ["choose_ways", "read_notifications", "unread_notifications"]
