"""What the facts of each room are on the path of a person: the milestones that clocks run from.

Rooms above add a line here when one of their facts starts, stops or restarts a step. Facts are
named by their kind, which never changes.
"""

from typing import Final

from jalon.deadlines.milestones import MilestoneRule, add_milestone, touching
from jalon.strategies.milestones import Milestone

MILESTONES: Final = (
    MilestoneRule("information.received", Milestone.INFORMATION_RECEIVED, day="received_on"),
    MilestoneRule("orientation.decided", Milestone.ORIENTATION_DECIDED, details="track"),
    MilestoneRule("orientation.notified", Milestone.ORIENTATION_NOTIFIED),
    MilestoneRule("referent.changed", Milestone.REFERENT_NAMED),
    MilestoneRule(
        "reorientation.requested", Milestone.REORIENTATION_REQUESTED, thread="reorientation_id"
    ),
    MilestoneRule(
        "reorientation.accepted", Milestone.REORIENTATION_ANSWERED, thread="reorientation_id"
    ),
    MilestoneRule(
        "reorientation.refused", Milestone.REORIENTATION_ANSWERED, thread="reorientation_id"
    ),
    *(
        MilestoneRule(
            "outcome.declared",
            Milestone.EMPLOYMENT_STARTED,
            when={"nature": "employment"},
            day="started_on",
            thing="outcome_id",
            thread="outcome_id",
        ),
        MilestoneRule(
            "outcome.withdrawn",
            Milestone.EMPLOYMENT_STARTED,
            when={"nature": "employment"},
            thing="outcome_id",
            thread="outcome_id",
            undoes=True,
        ),
        MilestoneRule(
            "outcome.ended",
            Milestone.EMPLOYMENT_ENDED,
            when={"nature": "employment"},
            day="ended_on",
            thing="outcome_id",
            thread="outcome_id",
        ),
        *(
            MilestoneRule(
                "follow_up.answered",
                milestone,
                when={"month": month},
                thing="outcome_id",
                thread="outcome_id",
            )
            for month, milestone in (
                (1, Milestone.FOLLOW_UP_1_MONTH),
                (3, Milestone.FOLLOW_UP_3_MONTHS),
                (6, Milestone.FOLLOW_UP_6_MONTHS),
            )
        ),
    ),
    MilestoneRule("contract.signed", Milestone.CONTRACT_SIGNED),
    MilestoneRule(  # with another tool, or on paper
        "contract.recorded",
        Milestone.CONTRACT_SIGNED,
        when={"nature": "contrat_engagement"},
        day="started_on",
    ),
    MilestoneRule("contract.reviewed", Milestone.CONTRACT_REVIEWED),
    *(
        MilestoneRule(kind, milestone, thing="handover_id", thread="handover_id", undoes=undoes)
        for kind, milestone, undoes in (
            ("handover.proposed", Milestone.HANDOVER_PROPOSED, False),
            ("handover.accepted", Milestone.HANDOVER_ACCEPTED, False),
            ("handover.declined", Milestone.HANDOVER_PROPOSED, True),
            ("handover.withdrawn", Milestone.HANDOVER_PROPOSED, True),
        )
    ),
    *(
        MilestoneRule(
            kind,
            milestone,
            when=when,
            day="" if undoes else "held_on",
            thing="appointment_id",
            undoes=undoes,
        )
        for milestone, when in (
            (Milestone.FIRST_APPOINTMENT, {"is_lead": True}),
            (Milestone.CONTACT_MADE, {}),
        )
        for kind, when, undoes in (
            ("appointment.attended", when, False),
            # Said by mistake, and corrected.
            ("appointment.excused", {}, True),
            ("appointment.missed", {}, True),
        )
    ),
    MilestoneRule("dossier.closed", Milestone.DOSSIER_CLOSED),
    MilestoneRule("assessment.concluded", Milestone.ASSESSMENT_MADE, thing="conclusion_id"),
    MilestoneRule(
        "assessment.reopened", Milestone.ASSESSMENT_MADE, thing="conclusion_id", undoes=True
    ),
    MilestoneRule(
        "support.suspended",
        Milestone.SUSPENDED,
        day="from_on",
        details="ground",
        thing="suspension_id",
    ),
    # Prolonged for another reason, it ends, and the next one begins the same day.
    MilestoneRule("support.prolonged", Milestone.RESUMED, day="ended_on", thing="suspension_id"),
    MilestoneRule("support.resumed", Milestone.RESUMED, day="resumed_on", thing="suspension_id"),
    # Where she goes, every clock starts anew.
    MilestoneRule("transfer.accepted", Milestone.RESUMED),
    *(
        MilestoneRule("suspension.withdrawn", milestone, thing="suspension_id", undoes=True)
        for milestone in (Milestone.SUSPENDED, Milestone.RESUMED)
    ),
    MilestoneRule("note.written", Milestone.CONTACT_MADE, day="contact_on", thing="note_id"),
    MilestoneRule("note.withdrawn", Milestone.CONTACT_MADE, thing="note_id", undoes=True),
)
# Facts that are no milestone, and after which somebody else answers for a step.
TOUCHING: Final = (
    "dossier.opened", "dossier.reopened", "member.joined", "member.left", "join.accepted",
)  # fmt: skip


def tell_what_is_a_milestone() -> None:
    """Called when the application starts; twice changes nothing."""
    for rule in MILESTONES:
        add_milestone(rule)
    touching.update(TOUCHING)
