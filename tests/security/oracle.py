"""Who may read what, written a second time and in another way: nothing here imports the policy.

The table is the one of the glossary of the domain, typed again. `W` and `R` open, `r` when the
block was addressed to the reader's body, `o` what their own body wrote, `m` the team without the
sensitive bodies, `1` the référent alone, `i` impacts, `*` with secrecy; `-` nothing.
"""

BLOCKS = "ICRPBHFSJKANWXETL"
TABLE = {
    #               I  C  R  P  B  H  F  S  J  K  A  N  W  X  E  T  L
    "referent": "   W  W  R  W  W  W  W  W* W* W  W  W  o  R  W  W  -",
    "social": "     R  W  R  R  W  W  W  r* r* W  W  W  o  -  R  m  -",
    "employment": " R  R  R  W  R  r  -  r* -  W  W  R  o  -  W  m  -",
    "orientation": "R  R  R  R  i  i  -  i  -  R  W  -  -  -  -  R  -",
    "panel": "      R  R  R  -  r  -  -  -  -  R  R  -  -  W  -  -  -",
    "payer": "      R  R  W  -  -  -  -  -  -  -  -  -  -  -  -  1  -",
    "offer": "      R  R  -  R  r  -  -  -  -  o  o  r  o  -  o  1  -",
    "solution": "   R  R  -  -  r  r  r  r  -  o  o  -  o  -  -  1  -",
    "sensitive": "  R  R  -  -  r  -  -  -  o  o  o  -  o  -  -  m  -",
    "manager": "    R  R  R  R  -  -  -  -  -  R  R  -  -  -  R  R  -",
    "emergency": "  R  R  R  R  R  R  -  i  -  R  R  -  -  -  -  R  -",
    "officer": "    -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  R  R",
}
ROWS = {name: dict(zip(BLOCKS, cells.split(), strict=True)) for name, cells in TABLE.items()}
SENSITIVE = {"justice", "child_protection", "addiction_care", "women_rights"}
KINDS = {
    "social": {"departement", "mds", "ccas", "association"},
    "employment": {"france_travail", "mission_locale", "cap_emploi", "plie"},
    "payer": {"caf", "msa"},
    "offer": {"siae", "training", "employer"},
    "sensitive": SENSITIVE,
}
THEMES = {"sante": "S", "logement-hebergement": "H", "difficultes-financieres": "F"}


def row_of_seat(hat, seat_role):
    """The line of the table in which a hat stands by one of its seats, or None."""
    if seat_role == "referent" and hat.role in ("professional", "manager", "orientation_officer"):
        return "referent"
    if hat.role == "orientation_officer":
        return "orientation"
    if hat.role == "review_panel":
        return "panel"
    if hat.role not in ("professional", "manager"):
        return None
    for row, kinds in KINDS.items():
        if hat.kind in kinds:
            return row
    return "solution"


class Oracle:
    """What one hat reads in one dossier; `world` is what the test itself drew, in memory."""

    def __init__(self, world, hat, dossier):
        self.hat, self.dossier, self.open = hat, dossier, {}
        if not hat.counts or (dossier.is_archived and hat.role != "data_protection"):
            return
        refused = {o.block for o in dossier.objections if o.body in (None, hat.body)}
        addressed = {s.block for s in dossier.sharings if s.body == hat.body}
        if hat.role == "data_protection":
            lead = world.bodies[dossier.lead]
            if hat.kind == "operator" or hat.body in (dossier.lead, lead.parent):
                self._add("officer", set(), set())
            return
        for seat in dossier.seats:
            if seat.counts and seat.hat == hat.id and (row := row_of_seat(hat, seat.role)):
                self._add(row, addressed, refused)
            if seat.counts and hat.role == "manager" and seat.body == hat.body:
                self._add("manager", set(), refused)
        if hat.id in dossier.urgent:
            self._add("emergency", set(), set())

    def _add(self, row, addressed, refused):
        for block, cell in ROWS[row].items():
            level, is_secret = cell.rstrip("*"), cell.endswith("*")
            if level == "-" or (level == "r" and block not in addressed):
                continue
            if (is_secret and not self.hat.is_sworn) or block in refused or "" in refused:
                continue
            self.open.setdefault(block, set()).add(level)

    def reads(self, block):
        return bool(self.open.get(block, set()) - {"i"})

    def reads_barrier(self, theme):
        return THEMES.get(theme, "B") in self.open

    def _is_own_only(self, block):
        return block != "W" and self.open.get(block, set()) == {"o"}

    def reads_note(self, note):
        block = "W" if note.is_private and note.block == "N" else note.block
        if self._is_own_only(block):
            return note.body == self.hat.body
        return self.reads(block) and (not note.is_private or note.body == self.hat.body)

    def reads_seat(self, seat, is_sensitive):
        if seat.hat == self.hat.id and self.hat.counts:
            return True
        levels = self.open.get("T", set())
        if levels & {"R", "W"}:
            return True
        if seat.role == "referent":
            return bool(levels)
        return "m" in levels and not is_sensitive

    def knows_fact(self, fact, is_sensitive):
        is_hidden = is_sensitive and fact.body != self.hat.body
        if is_hidden and not self.open.get("T", set()) & {"R", "W"}:
            return False
        if fact.need == "T" and not self.open.get("T", set()) & {"R", "W", "m"}:
            return False
        if self._is_own_only(fact.need) and fact.body != self.hat.body:
            return False
        is_for_me = fact.audience is None or (fact.audience == self.hat.body and self.hat.counts)
        return self.reads(fact.need) and is_for_me
