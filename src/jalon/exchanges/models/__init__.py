from jalon.exchanges.models.message import Message

__all__ = ["Message"]
