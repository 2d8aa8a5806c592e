from jalon.calls.models.call import Call
from jalon.calls.models.version import CallVersion

__all__ = ["Call", "CallVersion"]
