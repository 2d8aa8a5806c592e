"""The whole machine: with assessment, notes, objections, limitations, closing, erasing, days."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from jalon.dossiers.models import Limitation, Note, Objection
from jalon.dossiers.operations import (
    assess_barrier,
    end_limitation,
    end_objection,
    grant_limitation,
    grant_objection,
    withdraw_note,
    write_note,
)
from jalon.outcomes.operations import close_dossier, reopen_dossier
from jalon.retention.models import OrderGround, OrderKind
from jalon.retention.operations import give_order, settle_order
from tests.reliability.machine.base import FRESH, NUMBERS
from tests.reliability.machine.entry import Entry, any_row
from tests.reliability.machine.eyes import SEEN, Eyes
from tests.reliability.machine.model import TABLES, File
from tests.security.oracle import THEMES

SAID = st.sampled_from([("yes", "strong"), ("yes", "medium"), ("no", "none"), ("resolved", "none")])
SPOKEN_OF = st.sampled_from(["mobilite", "sante", "numerique", "logement-hebergement"])
LETTERS = st.sampled_from(["", "B", "N", "K", "K", "R", "T", "T", "E"])
BODIES = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4, 5, 6])


class Life(Entry):
    @precondition(lambda self: self.files)
    @rule(number=NUMBERS, which=NUMBERS, theme=SPOKEN_OF,
          said=SAID, is_fresh=FRESH)  # fmt: skip
    def assess(
        self, number: int, which: int, theme: str, said: tuple[str, str], is_fresh: bool
    ) -> None:
        file = self.file(which)
        by = self.who(number, *self.hats(file))
        rows = file.find("dossiers_barrier", theme=theme)
        now = (rows[0].status, rows[0].impact) if rows else ("not_addressed", "none")
        before = now if is_fresh else ("resolved" if now[0] != "resolved" else "no", "none")
        eyes = self.eyes(by, file)
        may = by.works and eyes.writes(THEMES.get(theme, "B")) and (is_fresh or said == now)

        def assessing(who: Any) -> None:
            assess_barrier(
                dossier=self.loaded(file), theme=theme, status=said[0], impact=said[1],
                before=before, by=who, at=self.at,
            )  # fmt: skip

        self.tries(by, file, assessing, may)
        if may:
            row = rows[0] if rows else file.add("dossiers_barrier", theme=theme)
            row.status, row.impact = said

    @precondition(lambda self: self.files)
    @rule(number=NUMBERS, which=NUMBERS, block=st.sampled_from("NNSJ"), is_private=st.booleans())
    def note(self, number: int, which: int, block: str, is_private: bool) -> None:
        file = self.file(which)
        by = self.who(number, *self.hats(file))
        eyes = self.eyes(by, file)
        letter = "W" if is_private and block == "N" else block
        may = by.works and eyes.roles and eyes.writes(letter) and (block == "N" or by.is_sworn)
        self.tries(
            by, file,
            lambda who: write_note(
                dossier=self.loaded(file), kind="meeting", body="Vue ce matin.", block=block,
                is_private=is_private, happened_on=self.today, by=who, at=self.at,
            ), may,
        )  # fmt: skip
        if may:
            file.add(
                "dossiers_note", author_id=by.id, organisation_id=by.body, block=block,
                is_private=is_private,
            )  # fmt: skip

    @precondition(any_row("dossiers_note"))
    @rule(number=NUMBERS, which=NUMBERS)
    def take_back_a_note(self, number: int, which: int) -> None:
        file, row = self._pick(which, "dossiers_note")
        by = self.who(number, self.hat(row.author_id))
        eyes = self.eyes(by, file)
        may = row.author_id == by.id and eyes.roles and SEEN["dossiers_note"](eyes, row)
        may = may and not {"", row.block} & set(file.limits)
        self.tries(
            by, file,
            lambda who: withdraw_note(note=Note.objects.get(pk=row.pk), by=who, at=self.at), may,
        )  # fmt: skip
        if may:
            row.withdrawn_at = True

    @precondition(lambda self: self.files)
    @rule(number=NUMBERS, which=NUMBERS, body=BODIES, block=LETTERS)
    def object(self, number: int, which: int, body: int, block: str) -> None:
        file = self.file(which)
        by, to = self._protector(number, file), [None, *self.cast.bodies][body]
        is_all = block == "" and to in (None, file.lead)
        already = file.find("dossiers_objection", organisation_id=to, block=block, ended_at=False)
        may = self.eyes(by, file).protects and not is_all and not already
        self.tries(
            by, file,
            lambda who: grant_objection(
                dossier=self.loaded(file), organisation=self.cast.organisations.get(to),
                block=block, by=who, at=self.at,
            ), may,
        )  # fmt: skip
        if may:
            file.add("dossiers_objection", organisation_id=to, block=block)

    def _protector(self, number: int, file: File) -> Any:
        officers = [one for one in self.cast.readers if one.is_officer and one.body == file.lead]
        return self.who(number, *officers)

    @precondition(lambda self: self.files)
    @rule(number=NUMBERS, which=NUMBERS, block=st.sampled_from(["", "K", "N", "B", "S"]))
    def limit(self, number: int, which: int, block: str) -> None:
        file = self.file(which)
        by = self._protector(number, file)
        may = self.eyes(by, file).protects and block not in file.limits
        self.tries(
            by, file,
            lambda who: grant_limitation(
                dossier=self.loaded(file), block=block, by=who, at=self.at
            ), may,
        )  # fmt: skip
        if may:
            file.add("dossiers_limitation", block=block)

    @precondition(lambda self: any(f.objections or f.limits for f in self.files))
    @rule(number=NUMBERS, which=NUMBERS, is_objection=st.booleans())
    def let_go(self, number: int, which: int, is_objection: bool) -> None:
        table = "dossiers_objection" if is_objection else "dossiers_limitation"
        found = self._pick(which, table)
        if not found:
            return
        file, row = found
        by = self._protector(number, file)
        may = self.eyes(by, file).protects

        def ending(who: Any) -> None:
            if is_objection:
                end_objection(objection=Objection.objects.get(pk=row.pk), by=who, at=self.at)
            else:
                end_limitation(limitation=Limitation.objects.get(pk=row.pk), by=who, at=self.at)

        self.tries(by, file, ending, may)
        if may:
            row.ended_at = True

    def _may_close(self, eyes: Eyes) -> bool:
        return eyes.is_referent and "W" in eyes.open.get("T", ())

    @precondition(lambda self: self.files)
    @rule(number=NUMBERS, which=NUMBERS)
    def close_or_reopen(self, number: int, which: int) -> None:
        file = self.file(which)
        by = self.who(number, self.referent(file))
        may = self._may_close(self.eyes(by, file))

        def turning(who: Any) -> None:
            dossier = self.loaded(file)
            if file.is_closed:
                reopen_dossier(dossier=dossier, by=who, at=self.at)
            else:
                close_dossier(dossier=dossier, reason="own_wish", by=who, at=self.at)

        self.tries(by, file, turning, may)
        if may and file.is_closed:
            [closing] = file.find("outcomes_closing", reopened_at=False)
            file.is_closed, closing.reopened_at = False, True
        elif may:
            file.is_closed = True
            file.add("outcomes_closing", reason="own_wish")

    @precondition(lambda self: len(self.files) > 1)
    @rule(number=NUMBERS, which=NUMBERS)
    def erase(self, number: int, which: int) -> None:
        """Ordered by who protects these data; carried out by the platform, some days later."""
        file = self.file(which)
        by = self._protector(number, file)
        may = self.eyes(by, file).protects
        order = self.tries(
            by, file,
            lambda who: give_order(
                kind=OrderKind.ERASE, ground=OrderGround.REQUEST, reference="2026-1",
                who=file.person, by=who, at=self.at,
            ), may,
        )  # fmt: skip
        if may:
            self.at += dt.timedelta(days=8)
            settle_order(order=order, by=None, at=self.at)
            self.files.remove(file)
            for table, (model, _) in TABLES.items():
                assert not model._default_manager.filter(dossier=file.id).exists(), table
            del self.people[file.person]

    @precondition(lambda self: self.files)
    @rule(days=st.sampled_from([1, 1, 2, 15]))
    def days_pass(self, days: int) -> None:
        self.at += dt.timedelta(days=days)
        self.touched = None
