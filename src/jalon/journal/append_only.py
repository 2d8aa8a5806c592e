"""What the application may add to and never change: its database role gets INSERT and SELECT."""

from typing import Final

APPEND_ONLY_TABLES: Final = ("journal_entry", "journal_reading")
# Written by the keeper alone, under the owner of the database: the application may only look.
KEPT_BY_THE_KEEPER: Final = ("journal_seal", "journal_leaf", "keeper_taskrun")
