from jalon.exchanges.operations.acknowledge_messages import acknowledge_messages
from jalon.exchanges.operations.send_message import EmptyMessage, send_message

__all__ = ["EmptyMessage", "acknowledge_messages", "send_message"]
