"""What the end of a support sets off in the rooms above, within its transaction.

This room knows no appointment: whoever keeps some adds here, through config/subscriptions.py, what
becomes of them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from jalon.accounts.actor import Actor
from jalon.outcomes.models import Closing

closings: Final[list[Callable[[Closing, Actor, datetime], None]]] = []
