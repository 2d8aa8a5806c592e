from jalon.calls.operations.draft_call import draft_call
from jalon.calls.operations.publish_call import publish_call
from jalon.calls.operations.revise_call import revise_call

__all__ = ["draft_call", "publish_call", "revise_call"]
