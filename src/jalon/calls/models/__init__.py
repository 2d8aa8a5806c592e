from jalon.calls.models.call import Call
from jalon.calls.models.question import PublishedAnswer, Question
from jalon.calls.models.subscription import Subscription
from jalon.calls.models.version import CallVersion

__all__ = ["Call", "CallVersion", "PublishedAnswer", "Question", "Subscription"]
