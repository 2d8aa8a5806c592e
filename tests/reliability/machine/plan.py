"""The part of the machine about goals and steps: proposed by one side, binding with both."""

from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from jalon.plans.models import Goal, Step
from jalon.plans.operations import (
    abandon_goal,
    abandon_step,
    accept_goal,
    accept_step,
    decline_goal,
    decline_step,
    disavow_goal,
    disavow_step,
    finish_step,
    propose_goal,
    propose_step,
    reach_goal,
    reopen_goal,
    reopen_step,
    start_step,
)
from tests.reliability.machine.base import FRESH, NUMBERS
from tests.reliability.machine.eyes import SEEN, Eyes, Reader, sees_seat
from tests.reliability.machine.model import DAY, File, Row
from tests.reliability.machine.team import Team
from tests.security.oracle import THEMES

CHANGES = {  # what is done: to a goal, to a step, in which states, and which comes of it
    "decline": (decline_goal, decline_step, {"proposed"}, "declined"),
    "abandon": (abandon_goal, abandon_step, {"proposed", "accepted", "in_progress"}, "abandoned"),
    "finish": (reach_goal, finish_step, {"accepted", "in_progress"}, "done"),
    "reopen": (reopen_goal, reopen_step, {"done", "declined", "abandoned"}, None),
    "start": (None, start_step, {"accepted"}, "in_progress"),
    "disavow": (disavow_goal, disavow_step, {"proposed", "accepted", "in_progress"}, "proposed"),
}
OVER = {"done", "declined", "abandoned"}
THEME = st.sampled_from([None, "mobilite", "sante", "numerique"])
TABLE = st.sampled_from(["plans_goal", "plans_step", "plans_step"])
OF = {"plans_goal": Goal, "plans_step": Step}


def has_plan(machine: Any) -> bool:
    return any(file.rows["plans_goal"] for file in machine.files)


def may_plan(eyes: Eyes) -> bool:
    is_one = eyes.reader.works or eyes.is_the_person
    return is_one and not eyes.file.is_closed and eyes.writes("K")


def side(by: Reader) -> str:
    return "body" if by.person is None else "person"


class Plan(Team):
    def _proposed(self, by: Reader, *, agrees: bool) -> dict[str, Any]:
        is_hers = by.person is not None
        return {
            "state": "proposed", "proposed_body_id": by.body,
            "person_agreed_at": agrees and is_hers, "body_agreed_at": agrees and not is_hers,
        }  # fmt: skip

    @precondition(lambda self: self.files)
    @rule(
        number=NUMBERS,
        which=NUMBERS,
        theme=THEME,
    )
    def propose_a_goal(self, number: int, which: int, theme: str | None) -> None:
        file = self.file(which)
        by = self.who(number, *self.team(file))
        eyes = self.eyes(by, file)
        # The page proposes no theme that its reader does not know.
        themes = [theme] if theme and THEMES.get(theme, "B") in eyes.open else []
        may = may_plan(eyes)
        self.tries(
            by, file,
            lambda who: propose_goal(
                dossier=self.loaded(file), title="Avancer", themes=themes, by=who, at=self.at
            ), may,
        )  # fmt: skip
        if may:
            file.add("plans_goal", proposed_side=side(by), **self._proposed(by, agrees=True))
            for one in themes:
                file.add("plans_goaltheme", theme=one)

    @precondition(has_plan)
    @rule(number=NUMBERS, which=NUMBERS, body=NUMBERS)
    def propose_a_step(self, number: int, which: int, body: int) -> None:
        file, goal = self._pick(which, "plans_goal")
        by = self.who(number, *self.team(file))
        eyes = self.eyes(by, file)
        seats = filter(partial(sees_seat, eyes), file.rows["dossiers_membership"])
        known = [None, *sorted({r.organisation_id for r in seats})]  # what the page offers
        doing = known[body % len(known)]
        may = may_plan(eyes) and SEEN["plans_goal"](eyes, goal) and goal.state not in OVER

        def proposing(who: Any) -> None:
            propose_step(
                goal=Goal.objects.get(pk=goal.pk), title="Appeler",
                organisation=self.cast.organisations.get(doing), due_on=self.today + 9 * DAY,
                by=who, at=self.at,
            )  # fmt: skip

        self.tries(by, file, proposing, may)
        if may:
            agrees = by.person is not None or doing in (None, by.body)
            said = self._proposed(by, agrees=agrees)
            file.add("plans_step", goal_id=goal.pk, organisation_id=doing, **said)

    def _may_touch(self, by: Reader, file: File, table: str, row: Row) -> bool:
        eyes = self.eyes(by, file)
        return may_plan(eyes) and SEEN[table](eyes, row)

    def _speaks(self, by: Reader, row: Row) -> bool:
        doing = vars(row).get("organisation_id")
        return by.person is not None or doing in (None, by.body)

    def _is_open(self, file: File, row: Row) -> bool:
        goals = file.find("plans_goal", pk=vars(row).get("goal_id", -1))
        return all(goal.state not in OVER for goal in goals)

    @precondition(has_plan)
    @rule(number=NUMBERS, which=NUMBERS, table=TABLE, is_fresh=FRESH, is_oral=st.booleans())
    def agree(self, number: int, which: int, table: str, is_fresh: bool, is_oral: bool) -> None:
        found = self._pick(which, table)
        if not found:
            return
        file, row = found
        by = self.who(number, *self.team(file))
        voice = "person" if is_oral or by.person is not None else "body"
        speaks = by.person is None if is_oral else self._speaks(by, row)
        may = self._may_touch(by, file, table, row) and speaks and is_fresh
        may = may and row.state == "proposed" and self._is_open(file, row)
        does = accept_goal if table == "plans_goal" else accept_step

        def agreeing(who: Any) -> None:
            read = OF[table].objects.get(pk=row.pk)
            seen = row.revision - (not is_fresh)
            name = "goal" if table == "plans_goal" else "step"
            does(**{name: read}, seen=seen, by=who, at=self.at, is_oral=is_oral)

        self.tries(by, file, agreeing, may)
        if may and not vars(row)[f"{voice}_agreed_at"]:
            vars(row)[f"{voice}_agreed_at"] = True
            row.told_to_id = by.id if voice == "person" else row.told_to_id
            is_agreed = row.person_agreed_at and row.body_agreed_at
            row.state, row.revision = "accepted" if is_agreed else "proposed", row.revision + 1

    @precondition(has_plan)
    @rule(number=NUMBERS, which=NUMBERS, table=TABLE, verb=st.sampled_from(sorted(CHANGES)),
          is_fresh=FRESH, word=st.sampled_from(["", "C'est trop loin."]))  # fmt: skip
    def change(
        self, number: int, which: int, table: str, verb: str, is_fresh: bool, word: str
    ) -> None:
        found = self._pick(which, table)
        of_goal, of_step, states, becomes = CHANGES[verb]
        does = of_goal if table == "plans_goal" else of_step
        if not found or not does:
            return
        file, row = found
        by = self.who(number, *self.team(file))
        may = self._may_touch(by, file, table, row) and is_fresh and row.state in states
        may = may and self._is_open(file, row)
        is_agreed = row.person_agreed_at and row.body_agreed_at
        if verb == "decline":
            may = may and self._speaks(by, row) and not vars(row)[f"{side(by)}_agreed_at"]
        elif verb == "abandon":
            may = may and (word or not is_agreed)
        elif verb == "disavow":
            may = may and by.person is not None and row.told_to_id is not None
        said = {"word": word} if verb in ("decline", "abandon", "finish") else {}

        def changing(who: Any) -> None:
            name = "goal" if table == "plans_goal" else "step"
            read = OF[table].objects.get(pk=row.pk)
            seen = row.revision - (not is_fresh)
            does(**{name: read}, seen=seen, by=who, at=self.at, **said)

        self.tries(by, file, changing, may)
        if may:
            self._changed(row, verb, becomes, is_agreed)

    def _changed(self, row: Row, verb: str, becomes: str | None, is_agreed: bool) -> None:
        row.revision += 1
        was_started = vars(row).get("started_at")
        again = "in_progress" if was_started else "accepted"
        row.state = becomes or (again if is_agreed else "proposed")
        if verb == "start":
            row.started_at = True
        elif verb == "disavow":
            row.person_agreed_at, row.told_to_id = False, None
