"""Row-level security of the messages between a person and those who accompany her."""

from typing import Final

from jalon.config.policy.guards import BY_THE_PERSON, HAT, Guard, gate

WRITES: Final = gate("N", "write")
EXCHANGE_GUARDS: Final = (
    Guard(
        "exchanges_message",
        read=gate("N"),
        insert=f"""({BY_THE_PERSON} AND author_id IS NULL AND read_at IS NULL)
                   OR ({WRITES} AND author_id = {HAT} AND read_at IS NULL)""",
        # Each side says that it has read what the other wrote, and nothing else.
        update=f"""({BY_THE_PERSON} AND author_id IS NOT NULL)
                   OR ({WRITES} AND author_id IS NULL)""",
        becomes=f"""({BY_THE_PERSON} AND author_id IS NOT NULL)
                    OR ({WRITES} AND author_id IS NULL AND read_by_id = {HAT})""",
    ),
)
