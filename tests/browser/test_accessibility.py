"""Axe finds nothing on any page, in a large window and on a telephone, by day and by night."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver
from django.utils import timezone
from playwright.sync_api import Page

from jalon.accounts.actor import actor_of
from jalon.accounts.models import Affiliation, AffiliationRole, User
from jalon.appointments.codes import LINK, code_of
from jalon.appointments.operations import open_desk
from jalon.dossiers.models import Dossier, JoinRequest, Membership
from jalon.dossiers.operations import hand_space_code
from jalon.intake.models import ListPolicy, PeopleList
from jalon.protection.operations import accept_request, open_register
from jalon.retention.operations import destroy_dossiers, foresee_ends, give_order
from jalon.web.signin.keys import handle_of
from tests.appointments.situations import booked, gathered, receives
from tests.appointments.situations import invited as invited_to_choose
from tests.appraisal.pages import pages_of_appraisals
from tests.calls.pages import pages_of_calls
from tests.contracts.pages import pages_of as contract_pages
from tests.contracts.situations import followed, offered
from tests.directory.requests import ask as ask_a_place
from tests.dossiers.emergencies import known, opened, trusted
from tests.dossiers.joining import invited
from tests.dossiers.operations.test_request_to_join import ask
from tests.entry.pages import pages_of_the_entry
from tests.factories import (
    LONG_AGO,
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    actor,
    make_dossier,
)
from tests.grants.pages import pages_of_grants
from tests.intake.situations import KARIM, ZOE, applied, checked, received
from tests.letters.pages import pages_of_letters
from tests.outcomes.situations import halted, job
from tests.plans.situations import lively
from tests.projects.pages import pages_of_projects
from tests.protection.situations import asked, entered, question
from tests.retention.situations import archived, silent
from tests.space.situations import camille
from tests.strategies.situations import (
    adopted,
    colleague,
    department,
    epci,
    proposed,
    shorten,
)
from tests.strategies.situations import draft as begun
from tests.strategies.situations import hat as hat_of
from tests.vigilance.situations import alert_about
from tests.web.security_keys import give_key

pytestmark = pytest.mark.browser

# Addresses that are no page: they answer a part of one, a file, or only a click.
NOT_PAGES = {
    "appointment_letter", "renew_booking_link", "cancel_appointment", "settle_appointment",
    "settle_mine", "end_hours",
    "withdraw_closure", "open_calendar", "close_calendar", "staff_desk", "close_desk",
    "cancel_gathering",
    "end_desk_hours", "withdraw_desk_closure", "book_by_link", "cancel_by_link", "calendar_feed",
    "space_open_calendar", "space_close_calendar", "space_cancel_appointment",
    "agreement_paper", "send_agreement", "accept_agreement", "discard_amendment",
    "payment_paper", "call_subsidies_csv", "call_subsidies_json", "return_payment",
    "give_report", "accept_report", "return_report",
    "export_appraisals", "write_remark", "replace_review", "fill_scenario",
    "result_letter",
    "export_lines", "remove_line", "settle_comment", "read_paper", "resume_project",
    "take_figures",
    "letter_paper", "letter_link_paper", "ask_letter_code", "sign_letter", "remind_letter",
    "amend_call", "remove_article", "remove_criterion", "remove_condition",
    "accept_handovers", "assess_theme", "deadline_file", "end_absence", "limit_caseload",
    "notify_orientation", "release_orientation", "reopen_dossier", "take_next_orientation",
    "take_orientation", "take_reorientation", "withdraw_handover", "withdraw_outcome",
    "confirm_outcome",
    "conclude_assessment", "reopen_assessment", "withdraw_suspension", "withdraw_transfer",
    "accept_commitment", "send_contract_code", "contract_file", "contract_paper",
    "space_contract_code", "space_contract_file",
    "step_photo", "space_photo", "my_portrait_image", "space_referent_photo",
    "plan_block", "propose_goal", "propose_step", "change_plan", "reorder_plan",
    "notification_bell", "read_notifications", "unread_notifications",
    "space_bell", "space_read_told", "space_unread_told",
    "live_token", "space_token", "dossier_rows", "dossier_block", "withdraw_note", "undo_fact",
    "invite", "review_words", "request_letter", "register_file",
    "end_habilitation", "close_exceptional_access", "withdraw_invitation", "end_sharing",
    "apply_list", "resume_list", "discard_list", "decide_proposals", "health", "set_language",
    "retention_file", "cancel_order", "remove_strategy_step", "withdraw_strategy",
    "confirm_affiliation", "verify_trust",
    "end_session", "end_other_sessions", "account_set_password",
    # Ways to and from an identity provider, and linking it: looked at in test_federation.py.
    "proconnect", "proconnect_back", "franceconnect", "franceconnect_back", "link_proconnect",
    "leave_provider", "left_provider", "identity_waits",
}  # fmt: skip
SIMPLE_PAGES = [
    "home", "dossier_list", "deadline_list", "open_dossier", "colleagues", "organisations",
    "intake", "proposal_list", "accessibility", "legal", "parameters", "who_sees_what",
    "your_information", "site_map", "my_appointments", "my_hours", "my_languages", "my_portrait",
    "desks",
    "choose_acting", "my_account", "notifications", "notification_ways",
    "account_change_password", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn",
    "account_reauthenticate", "account_logout", "sessions",
]  # fmt: skip
PAGES_OF_THE_PERSON = [
    "space_appointments", "space_ask_appointment",
    "space_contract", "space_contract_no", "space_promises",
    "space_referent", "space_contact", "space_orientation", "space_news",
    "space", "space_messages", "space_path", "space_propose_goal",
    "space_told", "space_ways",
    "space_readings", "space_sharing", "space_rights", "space_take_away",
]  # fmt: skip
PAGES_AT_THE_DOOR = [
    "enter_code",
    "verify_contract",
    "first_time",
    "welcome", "account_login", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key_done", "account_inactive", "accessibility",
]  # fmt: skip
PAGES_OF_THE_SECOND_FACTOR = [
    "mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
]  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """A page, by its name, and what its address is made of."""

    name: str
    arguments: tuple[Any, ...] = ()
    query: str = ""

    @property
    def address(self) -> str:
        return reverse(self.name, args=self.arguments) + self.query


def of_a_manager(manager: Affiliation) -> list[Visit]:
    """The pages of someone responsible, with a dossier, colleagues, and lists."""
    dossier = make_dossier(referent=manager)
    colleague = MembershipFactory(dossier=dossier)
    empty: Membership = MembershipFactory(
        dossier=dossier, affiliation=None, organisation=manager.organisation
    )
    other = AffiliationFactory(organisation=manager.organisation)
    AffiliationFactory(organisation=manager.organisation, granted_by=other.user, confirmed_at=None)
    alert = alert_about(actor_of(other, on=LONG_AGO))
    lively(dossier)
    new, read, done = lists_of(manager)
    one, body = dossier.public_id, manager.organisation.public_id
    found = job(dossier, dossier.referent.affiliation).public_id
    away = halted(dossier).public_id
    return [
        *(Visit(name) for name in SIMPLE_PAGES),
        *(Visit(name, args) for name, args in contract_pages(manager)),
        Visit("dossier_page", (one,)),
        Visit("edit_block", (one, "contact")),
        Visit("plan_page", (one,)),
        Visit("messages", (one,)),
        Visit("assess_barriers", (one,)),
        Visit("compare_assessments", (one,)),
        Visit("declare_outcome", (one,)),
        Visit("end_outcome", (one, found)),
        Visit("answer_follow_up", (one, found, 1)),
        Visit("close_dossier", (one,)),
        Visit("suspend_support", (one,)),
        Visit("prolong_support", (one, away)),
        Visit("resume_support", (one, away)),
        *appointments_of(dossier, manager),
        Visit("write_note", (one,)),
        Visit("invite_member", (one,)),
        Visit("hand_over", (one,)),
        Visit("confirm_identity", (one,)),
        Visit("space_code", (one,)),
        Visit("affiliation_requests"),
        Visit("decide_affiliation", (ask_a_place(manager.organisation).public_id,)),
        Visit("end_seat", (one, colleague.public_id)),
        Visit("name_colleague", (one, empty.public_id)),
        Visit("organisation", (body,)),
        Visit("open_account", (body,)),
        Visit("end_affiliation", (other.public_id,)),
        Visit("waiting_affiliations"),
        Visit("alerts"),
        Visit("decide_alert", (alert.public_id,)),
        Visit("habilitations", (other.public_id,)),
        Visit("close_account", (other.public_id,)),
        Visit("map_columns", (new.public_id,)),
        Visit("people_list", (read.public_id,)),
        Visit("correct_line", (read.public_id, 2)),
        Visit("people_list", (done.public_id,)),
        Visit("undo_list", (done.public_id,)),
    ]


def appointments_of(dossier: Dossier, manager: Affiliation) -> list[Visit]:
    """Free hours, an appointment to choose, the same by its link, a desk."""
    receives(manager, weekday=timezone.localdate().isoweekday())
    desk = open_desk(
        name="Accueil", place="Mairie", hats=[manager],
        by=actor_of(manager, on=timezone.localdate()), at=timezone.now(),
    )  # fmt: skip
    many = gathered(desk, manager, starts_at=timezone.now() + dt.timedelta(days=2))
    one = invited_to_choose(dossier, manager, is_told=False)
    booked(dossier, manager, timezone.now() + dt.timedelta(days=1))
    code = code_of(LINK, one.links.get().public_id)
    return [
        Visit("new_appointment", (dossier.public_id,)),
        Visit("appointment", (dossier.public_id, one.public_id)),
        Visit("appointment_link", (code,)),
        Visit("desk_hours", (desk.public_id,)),
        Visit("desk_sheet", (desk.public_id,)),
        Visit("gatherings", (desk.public_id,)),
        Visit("gathering", (desk.public_id, many.public_id)),
        Visit("my_appointments"),
    ]


def lists_of(manager: Affiliation) -> tuple[PeopleList, PeopleList, PeopleList]:
    """One just received, one to read again (with something to correct), one applied."""
    ListPolicy.objects.get_or_create(
        in_force_from=LONG_AGO, defaults={"keep_days": 30, "undo_hours": 24, "source": "test"}
    )
    by = actor_of(manager, on=LONG_AGO)
    done = applied(ZOE, by=by)
    wrong = {**KARIM, "Date de naissance": "31/02/1990"}
    return received(ZOE, KARIM, by=by), checked(wrong, ZOE, by=by), done


def of_the_administrator() -> list[Visit]:
    body = OrganisationFactory()
    AffiliationFactory(organisation=body)
    return [
        Visit("home"),
        Visit("organisations"),
        Visit("register_organisation"),
        Visit("close_organisation", (body.public_id,)),
    ]


def of_the_officer(officer: Affiliation) -> list[Visit]:
    """The pages on the end of dossiers, with something in each of their lists."""
    by, at = actor_of(officer, on=timezone.localdate()), timezone.now()
    give_order(kind="erase", ground="request", reference="D-12", who=0, by=by, at=at)
    silent()
    [proof] = destroy_dossiers(dossier_ids=[archived().pk], by=None, at=at)
    foresee_ends(by=None, at=at)
    return [
        Visit("retention"),
        Visit("give_order"),
        Visit("proof", (proof.public_id,)),
        Visit("parameters"),
        Visit("decide_parameter", ("retention.active_months",)),
    ]


def of_the_person() -> tuple[User, list[Visit]]:
    """Someone who has an account of their own, and the pages of their space."""
    dossier = camille()
    hat: Affiliation = AffiliationFactory(organisation=dossier.referent.organisation)
    person, filed = offered(followed(dossier)).user, question(dossier, hat)
    goal = lively(dossier).public_id
    receives(dossier.referent.affiliation, weekday=timezone.localdate().isoweekday())
    meeting = invited_to_choose(dossier, dossier.referent.affiliation)
    day = f"?jour={filed.read_on}"
    asking = JoinRequest.objects.create(
        dossier=dossier, affiliation=hat, organisation=hat.organisation, role="partner",
        shown_as="Camille D.", reason="Une formation à préparer.", requested_at=timezone.now(),
        expires_at=timezone.now() + dt.timedelta(days=30),
    )  # fmt: skip
    return person, [
        *(Visit(name) for name in PAGES_OF_THE_PERSON),
        Visit("space_ask_why", (hat.public_id,), day),
        Visit("space_path_one", (goal,)),
        Visit("space_appointment", (meeting.public_id,)),
        Visit("space_propose_step", (goal,)),
        Visit("space_ask", ("opposition",)),
        Visit("space_request", (filed.public_id,)),
        Visit("space_withdraw", (filed.public_id,)),
        Visit("space_joining", (asking.public_id,)),
    ]


def at_the_desk() -> list[tuple[Affiliation, list[Visit]]]:
    """The desk, a request and what is decided of it, the register; the questions of a body."""
    dossier = camille()
    body = dossier.referent.organisation
    officer: Affiliation = AffiliationFactory(
        role=AffiliationRole.DATA_PROTECTION, organisation=body
    )
    manager: Affiliation = AffiliationFactory(role=AffiliationRole.MANAGER, organisation=body)
    by, at = actor_of(officer, on=timezone.localdate()), timezone.now()
    asked(dossier, "erasure")
    one, closed = asked(dossier, "correction"), asked(dossier, "objection", block="N")
    accept_request(request=closed, answer="C’est fait.", by=by, at=at)
    letter = entered(dossier, by, "access", identity_proof="awaited")
    why = question(dossier, AffiliationFactory(organisation=body))
    lookup = open_register(dossier=dossier, motive="Contrôle", by=by, at=at)
    referent = actor_of(dossier.referent.affiliation, on=timezone.localdate())
    hand_space_code(dossier=dossier, by=referent, at=at)
    today = f"?jour={timezone.localdate()}"
    deciding = ("data_request", "accept_request", "refuse_request", "extend_request")
    return [
        (
            officer,
            [
                *(Visit(name) for name in ("desk", "objections", "insistences", "open_register")),
                Visit("find_asker"),
                Visit("enter_request", (dossier.public_id,)),
                Visit("prove_identity", (letter.public_id,)),
                *(Visit(name, (one.public_id,)) for name in deciding),
                Visit("end_objection", (closed.public_id,)),
                Visit("confirm_number", (dossier.public_id,)),
                Visit("register", (lookup.public_id,)),
                Visit("enter_question", (lookup.public_id, why.reader.public_id), today),
            ],
        ),
        (manager, [Visit("questions"), Visit("answer_request", (why.public_id,))]),
        (dossier.referent.affiliation, [Visit("hand_copy", (dossier.public_id,))]),
    ]


def of_the_ways_in() -> list[tuple[Affiliation, list[Visit]]]:
    """Invitations, requests, emergencies: for who enters, who is the référent, who judges."""
    dossier, hat = known(), trusted()
    one, referent = dossier.public_id, dossier.referent.affiliation
    waiting = invited(make_dossier(), hat)
    invited(dossier, AffiliationFactory())
    access, request = opened(), ask()
    officer = AffiliationFactory(
        role=AffiliationRole.DATA_PROTECTION, organisation=referent.organisation
    )
    opened(hat)
    return [
        (
            hat,
            [
                Visit("home"),
                Visit("dossier_page", (one,)),
                Visit("open_exceptional_access"),
                Visit("request_to_join"),
                Visit("answer_invitation", (waiting.public_id,)),
            ],
        ),
        (
            referent,
            [
                Visit("home"),
                Visit("invite_member", (one,)),
                Visit("decide_join_request", (one, request.public_id)),
                Visit("access_letter", (one, access.public_id)),
                Visit("address_block", (one,)),
            ],
        ),
        (officer, [Visit("desk"), Visit("review_access", (access.public_id,))]),
    ]


def of_calls() -> list[tuple[Affiliation, list[Visit]]]:
    """A call with a next version begun, a question that waits, an address that follows it."""
    return [(hat, [Visit(*one) for one in pages]) for hat, pages in pages_of_calls()]


def of_projects() -> list[tuple[Affiliation, list[Visit]]]:
    """A draft with a comment and somebody who has not answered; one filed; a letter to sign."""
    found = [*pages_of_projects(), pages_of_letters()]
    return [(hat, [Visit(*one) for one in pages]) for hat, pages in found]


def of_appraisals() -> list[tuple[Affiliation, list[Visit]]]:
    """The pages of an officer, of who decides, of a reader, of a body asked, of a carrier."""
    return [(hat, [Visit(*one) for one in pages]) for hat, pages in pages_of_appraisals()]


def of_grants() -> list[tuple[Affiliation, list[Visit]]]:
    """The pages of an officer, of who signs, of a carrier."""
    return [(hat, [Visit(*one) for one in pages]) for hat, pages in pages_of_grants()]


def of_strategies() -> list[tuple[Affiliation, list[Visit]]]:
    """A version adopted, the next one in preparation; another one to adopt, in an EPCI."""
    place = department()
    within, writer = epci(place), hat_of(place, last_name="Écrivant")
    by, decider = actor(writer), actor(colleague(writer, "Décidant"))
    adopted(place, by, decider, valid_from=by.today)
    version = begun(place, by)
    shorten(version, by, 10)
    waiting = proposed(within, by, 12)
    authority = hat_of(within, "epci", last_name="Autorité")
    one, step = (version.public_id,), (version.public_id, "first_appointment")
    return [
        (
            writer,
            [
                Visit("strategies"),
                Visit("draft_strategy"),
                *(
                    Visit(name, one)
                    for name in ("strategy", "strategy_changes", "add_strategy_step")
                ),
                *(Visit(name, one) for name in ("propose_strategy", "discard_strategy")),
                Visit("revise_strategy_step", step),
                Visit("declare_means", step),
            ],
        ),
        (authority, [Visit("adopt_strategy", (waiting.public_id,))]),
    ]


def at_the_door(user: User) -> list[Visit]:
    key = (user_pk_to_url_str(user), default_token_generator.make_token(user))
    return [
        *(Visit(name) for name in PAGES_AT_THE_DOOR),
        Visit("account_reset_password_from_key", key),
    ]


def with_a_second_factor() -> Affiliation:
    hat: Affiliation = AffiliationFactory()
    TOTP.activate(hat.user, generate_totp_secret())
    RecoveryCodes.activate(hat.user)
    give_key(hat.user)
    return hat


def of_the_second_factor(hat: Affiliation) -> list[Visit]:
    key = handle_of(Authenticator.objects.get(user=hat.user, type=Authenticator.Type.WEBAUTHN))
    return [
        *(Visit(name) for name in PAGES_OF_THE_SECOND_FACTOR),
        Visit("rename_key", (key,)),
        Visit("remove_key", (key,)),
    ]


def manager_of_a_departement() -> Affiliation:
    hat: Affiliation = AffiliationFactory(role=AffiliationRole.MANAGER, job_title="Responsable")
    AffiliationFactory(user=hat.user)
    return hat


Look = Callable[[Page], list[str]]
Part = list[tuple[Affiliation | User, list[Visit]]]


def of_whoever_is_responsible(on_their_own: bool) -> Part:
    """The pages of a manager, in two parts: those of no object, those of one."""
    manager = manager_of_a_departement()
    visits = of_a_manager(manager)
    return [(manager, [one for one in visits if (one.name in SIMPLE_PAGES) is on_their_own])]


def of_a_careful_user() -> Part:
    hat = with_a_second_factor()
    return [(hat, of_the_second_factor(hat))]


def of_those_who_run_the_platform() -> Part:
    administrator: Affiliation = AffiliationFactory(
        role=AffiliationRole.ADMINISTRATOR, organisation__kind="operator"
    )
    officer: Affiliation = AffiliationFactory(
        role=AffiliationRole.DATA_PROTECTION, organisation__kind="operator"
    )
    return [(administrator, of_the_administrator()), (officer, of_the_officer(officer))]


# Each part is a test of its own, short enough to share between processes.
PARTS: dict[str, Callable[[], Part]] = {
    "simple pages": lambda: of_whoever_is_responsible(True),
    "pages of an object": lambda: of_whoever_is_responsible(False),
    "second factor": of_a_careful_user,
    "platform": of_those_who_run_the_platform,
    "person": lambda: [of_the_person()],
    "desk": at_the_desk,
    "ways in": of_the_ways_in,
    "strategies": of_strategies,
    "calls": of_calls,
    "projects": of_projects,
    "appraisal": of_appraisals,
    "grants": of_grants,
    "entry": lambda: [
        (hat, [Visit(*one) for one in visits]) for hat, visits in pages_of_the_entry()
    ],
}
TYPED = "mfa_authenticate"


def seen(page: Page, visits: list[Visit], faults: Look) -> dict[str, list[str]]:
    """What is wrong in each page, looked at in both ways."""
    found: dict[str, list[str]] = {}
    for visit in visits:
        answer = page.goto(visit.address)
        status = [] if answer and answer.ok else [f"status {answer and answer.status}"]
        found[visit.name] = found.get(visit.name, []) + status + faults(page)
    return {name: wrong for name, wrong in found.items() if wrong}


@pytest.mark.parametrize("part", PARTS)
def test_every_page(page_as: Callable[..., Page], faults: Look, part: str) -> None:
    for whoever, visits in PARTS[part]():
        assert seen(page_as(whoever), visits, faults) == {}


def test_every_page_at_the_door(
    visitor: Page, type_sign_in: Callable[[Page, User], None], faults: Look
) -> None:
    careful = with_a_second_factor()
    assert seen(visitor, at_the_door(careful.user), faults) == {}

    visitor.goto("/nulle-part")
    assert faults(visitor) == []
    type_sign_in(visitor, careful.user)
    assert visitor.url.endswith(reverse(TYPED))
    assert faults(visitor) == []


@pytest.mark.django_db
def test_no_page_is_left_out() -> None:
    visits = [visit for part in PARTS.values() for _, visits in part() for visit in visits]
    visits += at_the_door(with_a_second_factor().user)

    assert {visit.name for visit in visits} | {TYPED} == names_of_pages()


def names_of_pages() -> set[str]:
    """Every address of the site that is a page: a new one must be looked at here."""

    def names(resolver: URLResolver) -> set[str]:
        found: set[str] = set()
        for pattern in resolver.url_patterns:
            found |= names(pattern) if isinstance(pattern, URLResolver) else {pattern.name}
        return found

    return names(get_resolver()) - NOT_PAGES


def test_axe_sees_what_is_wrong(visitor: Page, axe: Look, faults: Look) -> None:
    visitor.goto("/accessibilite")
    visitor.evaluate("document.querySelector('main').append(document.createElement('img'))")

    assert [line.split(":")[0] for line in axe(visitor)] == ["image-alt"]
    assert [line.split(": ")[:2] for line in faults(visitor)] == [
        ["1280 light", "image-alt"],
        ["375 dark", "image-alt"],
    ]


@pytest.mark.parametrize(
    ("css", "wrong"),
    [
        ("@media (max-width: 400px) {main {width: 600px}}", "px too wide"),
        ("@media (prefers-color-scheme: dark) {main {background: #ddd; color: #eee}}", "contrast"),
    ],
)
def test_what_is_wrong_in_one_way_alone_is_seen(
    visitor: Page, faults: Look, css: str, wrong: str
) -> None:
    visitor.goto("/accessibilite")
    assert faults(visitor) == []
    visitor.evaluate(
        """css => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(css);
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }""",
        css,
    )

    found = faults(visitor)

    assert found
    assert all(line.startswith("375 dark") and wrong in line for line in found)
