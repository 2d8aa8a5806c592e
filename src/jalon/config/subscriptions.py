"""What a room below sets off in a room above. The whole list is here, and nowhere else.

Knowledge flows one way: a room cannot call what is above it. It keeps an empty list, and the top
of the house fills it, once, when the application starts.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from jalon.accounts.actor import Actor
from jalon.appointments import telling as meeting
from jalon.appointments.operations import cancel_appointments
from jalon.appointments.rules import WRITE_APPOINTMENTS
from jalon.appointments.section import SECTION as APPOINTMENTS
from jalon.appraisal.operations import draw_result_letter, remind_opinions
from jalon.appraisal.public import RESULTS
from jalon.appraisal.section import RESULT
from jalon.calls import following
from jalon.calls import telling as calls
from jalon.calls.operations import close_calls
from jalon.calls.sections import sections as parts_of_calls
from jalon.config.on_the_path import tell_what_is_a_milestone
from jalon.config.policy.apply import apply_in_turn
from jalon.contracts.section import CONTRACT, CONTRACT_OUTLINE
from jalon.deadlines.bulk import keeping as clocks
from jalon.deadlines.bulk import projection
from jalon.deadlines.bulk.trying import count_effects
from jalon.deadlines.views.section import SECTION as PATH
from jalon.directory import departures
from jalon.directory.departures import Departure
from jalon.directory.events import AccountClosed
from jalon.directory.operations import purge_affiliation_requests
from jalon.dossiers import telling as doors
from jalon.dossiers.operations import release_seats
from jalon.dossiers.sections import add_section
from jalon.entry import telling as entering
from jalon.entry.sections import SECTION as ORIENTATION
from jalon.exchanges.section import MESSAGES
from jalon.grants.effects import hold_what_is_agreed
from jalon.grants.operations import remind_reports
from jalon.grants.section import GRANT
from jalon.intake.management import background
from jalon.intake.operations import purge_lists
from jalon.journal import keeping, readings, record
from jalon.journal.models import Entry
from jalon.keeper.tasks import Task, register
from jalon.letters.effects import void_what_changed
from jalon.letters.reminding import keep_letters
from jalon.letters.section import LETTERS
from jalon.notifications.asking import ask_to_spread
from jalon.notifications.digests import drop_what_waits, send_digests
from jalon.notifications.reminding import forget_desk, remind
from jalon.outcomes import effects as endings
from jalon.outcomes import section as outcomes
from jalon.outcomes.course import COURSE
from jalon.outcomes.models import Closing, ClosingReason
from jalon.people.operations import purge_identity_checks
from jalon.plans.views.section import PLAN_SECTION
from jalon.post import keeping as post
from jalon.projects import effects as projects
from jalon.projects.reminding import keep_drafts
from jalon.projects.sections import sections as parts_of_projects
from jalon.projects.telling import writers
from jalon.retention.management import sweeping
from jalon.strategies import effects as strategies
from jalon.vigilance import counting, telling
from jalon.web.middleware.once import forget_answers
from jalon.web.models import Session
from jalon.web.sessions import end_sessions


def dossiers_of_someone_who_leaves(departure: Departure, by: Actor, at: datetime) -> None:
    """Nobody is left without a référent; the other seats of those who leave end with them."""
    release_seats(
        organisation_id=departure.organisation_id,
        affiliation_id=departure.affiliation_id,
        by=by,
        at=at,
    )


def appointments_of_a_support_that_ends(closing: Closing, by: Actor, at: datetime) -> None:
    """Nobody is expected any more; the person is told, unless she has died.

    Left alive when whoever closes may not write them, they remind of nothing and book nothing.
    """
    is_told = closing.reason != ClosingReason.DEATH
    if WRITE_APPOINTMENTS.allows(by, closing.dossier):
        cancel_appointments(dossier=closing.dossier, is_told=is_told, by=by, at=at)


def what_waited_for_somebody_who_died(closing: Closing, by: Actor, at: datetime) -> None:
    """No digest leaves for an address that others read now."""
    if closing.reason == ClosingReason.DEATH:
        drop_what_waits(closing.dossier_id)


def erase_who_waited_at_the_door(at: datetime) -> None:
    """Whom ProConnect or FranceConnect vouched for, and nobody answered, or answered long ago."""
    purge_affiliation_requests(by=None, at=at)
    purge_identity_checks(by=None, at=at)


def forget_lists(at: datetime) -> None:
    """Files and lines whose time is over; for a deployment where nobody imports any more too."""
    purge_lists(by=None, at=at)


def wind_clocks(at: datetime) -> None:
    """Go on with the due dates that a newly binding version of a strategy moves."""
    clocks.wind(at)


def end_calls(at: datetime) -> None:
    """Those whose closing hour is over."""
    close_calls(by=None, at=at)


def remind_of_opinions(at: datetime) -> None:
    """The bodies whose opinion on a project is due in a few days."""
    remind_opinions(by=None, at=at)


def draw_letters(at: datetime) -> Iterator[None]:
    """Those of the results announced, the other tasks taking their turn between two."""
    while draw_result_letter(by=None, at=at):
        yield


def remind_of_reports(at: datetime) -> None:
    """The carriers whose report is due in a few days, or late."""
    remind_reports(by=None, at=at)


def start_jobs_again(at: datetime) -> None:
    """What the process of the post took and will never end, since it died."""
    post.start_again(at)


# What the keeper does, and how often it looks whether something is due.
KEPT = (
    Task("apply the matrix of rights", timedelta(hours=1), apply_in_turn),
    Task("seal readings", timedelta(seconds=5), keeping.seal_due, is_prompt=True),
    Task("purge readings", timedelta(hours=1), keeping.purge_due),
    Task("keep doors", timedelta(seconds=20), doors.keep_doors, is_prompt=True),
    Task("keep the entry", timedelta(seconds=20), entering.keep_entry),
    Task("tell of appointments", timedelta(seconds=20), meeting.keep_appointments),
    Task("tell alerts", timedelta(seconds=30), telling.tell, is_prompt=True),
    Task("settle orders", timedelta(seconds=30), sweeping.settle_due),
    Task("end dossiers", timedelta(hours=1), sweeping.sweep_daily),
    Task("work on lists", timedelta(seconds=1), background.start_asked),
    Task("forget lists", timedelta(hours=1), forget_lists),
    Task("forget the door", timedelta(hours=1), erase_who_waited_at_the_door),
    Task("start jobs again", timedelta(seconds=15), start_jobs_again),
    Task("forget mails", timedelta(hours=1), post.forget_mails),
    Task("remind of dates", timedelta(hours=1), remind),
    Task("forget notices of the desk", timedelta(hours=1), forget_desk),
    Task("send digests", timedelta(minutes=2), send_digests),
    Task("wind clocks", timedelta(minutes=1), wind_clocks),
    Task("close calls", timedelta(minutes=1), end_calls),
    Task("draw letters of results", timedelta(seconds=15), draw_letters),
    Task("remind of opinions", timedelta(hours=1), remind_of_opinions),
    Task("remind of reports", timedelta(hours=1), remind_of_reports),
    Task("forget followers of calls", timedelta(hours=1), following.forget),
    Task("keep drafts", timedelta(minutes=5), keep_drafts),
    Task("keep letters", timedelta(minutes=5), keep_letters),
    Task("forget kept answers", timedelta(minutes=1), forget_answers),
    Task("forget sightings", timedelta(hours=1), telling.forget_sightings),
)


# The parts that rooms above add to the page of a dossier, in the order of the page.
SECTIONS = (PATH, COURSE, MESSAGES, ORIENTATION, APPOINTMENTS, PLAN_SECTION, outcomes.SECTION)


def sessions_of_a_closed_account(entry: Entry) -> None:
    """Were the account opened again, none of its sessions would come back."""
    if entry.kind == AccountClosed.kind:
        end_sessions(Session.objects.filter(user_id=entry.payload["user_id"]).only("pk"))


def subscribe() -> None:
    """Called when the application starts; twice changes nothing."""
    for section in (*SECTIONS, CONTRACT, CONTRACT_OUTLINE):
        add_section(section)
    if dossiers_of_someone_who_leaves not in departures.settlements:
        departures.settlements.append(dossiers_of_someone_who_leaves)
    if appointments_of_a_support_that_ends not in endings.closings:
        endings.closings.append(appointments_of_a_support_that_ends)
    if what_waited_for_somebody_who_died not in endings.closings:
        endings.closings.append(what_waited_for_somebody_who_died)
    if sessions_of_a_closed_account not in record.listeners:
        record.listeners.append(sessions_of_a_closed_account)
    if counting.watch not in readings.watchers:
        readings.watchers.append(counting.watch)
    tell_what_is_a_milestone()
    if projection.project not in record.projections:
        record.projections.append(projection.project)
    if ask_to_spread not in record.projections:
        record.projections.append(ask_to_spread)
    if writers not in calls.audiences:
        calls.audiences.append(writers)
    if void_what_changed not in projects.effects:
        projects.effects.append(void_what_changed)
    if hold_what_is_agreed not in projects.holds:
        projects.holds.append(hold_what_is_agreed)
    for part in (RESULT, GRANT, LETTERS):
        if part not in parts_of_projects:
            parts_of_projects.append(part)
    if RESULTS not in parts_of_calls:
        parts_of_calls.append(RESULTS)
    if count_effects not in strategies.effects:
        strategies.effects.append(count_effects)
    for task in KEPT:
        register(task)
