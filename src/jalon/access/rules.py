"""Rules: small named questions about an actor and a subject, joined with | and &."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jalon.kernel.errors import Denied


@dataclass(frozen=True)
class Rule:
    """A named predicate about (actor, subject)."""

    name: str
    holds: Callable[[Any, Any], bool]

    def __or__(self, other: "Rule") -> "Rule":
        return Rule(
            f"({self.name} | {other.name})",
            lambda actor, subject: self.holds(actor, subject) or other.holds(actor, subject),
        )

    def __and__(self, other: "Rule") -> "Rule":
        return Rule(
            f"({self.name} & {other.name})",
            lambda actor, subject: self.holds(actor, subject) and other.holds(actor, subject),
        )


def rule(question: Callable[[Any, Any], bool]) -> Rule:
    """Make a Rule of a function `(actor, subject) -> bool`; its name is the function's."""
    return Rule(question.__name__, question)


@dataclass(frozen=True)
class Permission:
    """Something an actor may do; `refusal` is the sentence shown when they may not.

    `refusal` is a str, or an object that becomes one in the reader's language when it is shown.
    Default deny: a permission without a rule that holds allows nothing.
    """

    name: str
    rule: Rule
    refusal: object

    def allows(self, actor: Any, subject: Any) -> bool:
        return self.rule.holds(actor, subject)

    def require(self, actor: Any, subject: Any) -> None:
        """Raise Denied, carrying the refusal, unless the rule holds."""
        if not self.allows(actor, subject):
            raise Denied(str(self.refusal))
