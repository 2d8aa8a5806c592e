from jalon.exchanges.models.message import Message, Nature

__all__ = ["Message", "Nature"]
