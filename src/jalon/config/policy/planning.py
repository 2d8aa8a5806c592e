"""Row-level security of plans: goals, the obstacles they come from, and steps."""

from typing import Final

from jalon.config.policy.guards import BODY, OF_BARRIER, Guard, gate, gate_of, seen

OF_OWN_STEP: Final = f"SELECT goal_id FROM plans_step WHERE organisation_id = {BODY}"

PLAN_GUARDS: Final = (
    Guard(
        "plans_goal",
        read=f"""({gate("K")} OR ({gate("k")} AND (proposed_body_id = {BODY}
                 OR id IN ({OF_OWN_STEP})))) AND {seen("proposed_body_id")}""",
        insert=gate("K", "write"),
        update=gate("K", "write"),
    ),
    Guard(
        "plans_goaltheme",
        read=gate_of(OF_BARRIER, "bhfs"),
        insert=f"{gate('K', 'write')} AND {gate_of(OF_BARRIER, 'bhfs')}",
    ),
    Guard(
        "plans_step",
        read=f"""({gate("K")} OR ({gate("k")} AND {BODY} IN (proposed_body_id, organisation_id)))
                 AND {seen("proposed_body_id")} AND {seen("organisation_id")}""",
        insert=gate("K", "write"),
        update=gate("K", "write"),
    ),
    # Whoever sees the step sees what shows that it is done: asked of one step, never of all.
    Guard(
        "plans_stepphoto",
        read="EXISTS (SELECT FROM plans_step AS shown WHERE shown.id = step_id)",
        insert=gate("K", "write"),
    ),
)
