"""When a call may be answered and asked about. Every instant is compared as it is, never a day."""

from datetime import datetime, timedelta

from jalon.calls.models import Call, CallVersion
from jalon.calls.states import CallState


def is_open(call: Call, version: CallVersion, at: datetime) -> bool:
    """Whether an application may be written and filed at that instant."""
    opens, closes = version.opens_at, version.closes_at
    if call.state != CallState.PUBLISHED or opens is None or closes is None:
        return False
    return opens <= at < closes


def takes_late_filing(call: Call, version: CallVersion, at: datetime) -> bool:
    """Whether a filing begun before the closing, and stopped by a failure, is still received."""
    closes = version.closes_at
    if call.state not in (CallState.PUBLISHED, CallState.CLOSED) or closes is None:
        return False
    return closes <= at < closes + timedelta(minutes=version.grace_minutes)


def takes_questions(call: Call, version: CallVersion, at: datetime) -> bool:
    """Whether a question may still be asked."""
    opens, until = version.opens_at, version.questions_until
    if call.state != CallState.PUBLISHED or opens is None or until is None:
        return False
    return opens <= at < until
