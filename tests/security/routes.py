"""The table of routes: what each role is answered, where its own work leads. One line per route.

For an address about a dossier, "own" is one where the hat holds a seat in force (the référent's for
the first column). Everything else is closed: same answer as what does not exist.
Columns: référent, professional, manager, orientation officer, review panel, steering, evaluator,
data protection, administrator.
"""

from collections.abc import Collection, Iterable
from typing import Any, Final

ROLES: Final = (
    "referent", "professional", "manager", "orientation_officer", "review_panel", "steering",
    "evaluator", "data_protection", "administrator",
)  # fmt: skip
# Doors of the site and of one's own account: they are about nobody else. Tried one by one, as
# nobody and as a stranger, by tests/test_every_address.py.
NOT_ABOUT_PEOPLE: Final = {"public", "signed in", "signing in", "personal"}
OWN_DOORS: Final = {"signed in", "signing in", "personal"}
LINES: Final[dict[str, str]] = {
    "live_token": "404 404 404 404 404 404 404 404 404",
    "dossier_list": "200 200 200 200 200 200 200 200 200",
    "dossier_rows": "200 200 200 200 200 200 200 200 200",
    "open_dossier": "200 200 200 200 200 403 403 403 403",
    "request_to_join": "200 200 200 200 200 403 403 403 403",
    "answer_invitation": "404 404 404 404 404 404 404 404 404",
    "withdraw_invitation": "405 405 405 405 405 405 405 405 405",
    "decide_join_request": "404 404 404 404 404 404 404 404 404",
    "address_block": "200 403 403 403 403 404 404 404 404",
    "end_sharing": "405 405 405 405 405 405 405 405 405",
    "open_exceptional_access": "403 403 403 403 403 403 403 403 403",
    "close_exceptional_access": "405 405 405 405 405 405 405 405 405",
    "access_letter": "404 404 404 404 404 404 404 404 404",
    "dossier_page": "200 200 200 200 200 404 404 404 404",
    "dossier_block": "200 200 200 200 404 404 404 404 404",
    "assess_barriers": "200 200 200 403 404 404 404 404 404",
    "assess_theme": "200 200 200 404 404 404 404 404 404",
    "compare_assessments": "200 200 200 200 404 404 404 404 404",
    "edit_block": "200 403 403 403 404 404 404 404 404",
    "write_note": "302 302 302 302 302 302 302 302 302",
    "withdraw_note": "405 405 405 405 405 405 405 405 405",
    "review_words": "405 405 405 405 405 405 405 405 405",
    "undo_fact": "405 405 405 405 405 405 405 405 405",
    "declare_outcome": "200 403 403 403 403 404 404 404 404",
    "end_outcome": "404 404 404 404 404 404 404 404 404",
    "withdraw_outcome": "405 405 405 405 405 405 405 405 405",
    "answer_follow_up": "404 404 404 404 404 404 404 404 404",
    "close_dossier": "200 403 403 403 403 404 404 404 404",
    "reopen_dossier": "405 405 405 405 405 405 405 405 405",
    "confirm_identity": "200 403 403 403 403 404 404 404 404",
    "invite_member": "200 403 403 403 403 404 404 404 404",
    "hand_over": "200 403 403 403 403 404 404 404 404",
    "end_seat": "404 404 404 404 404 404 404 404 404",
    "name_colleague": "404 404 404 404 404 404 404 404 404",
    "plan_page": "200 200 200 200 200 404 404 404 404",
    "plan_block": "200 200 200 200 200 404 404 404 404",
    "propose_goal": "302 302 302 302 302 302 302 302 302",
    "propose_step": "404 404 404 404 404 404 404 404 404",
    "change_plan": "404 404 404 404 404 404 404 404 404",
    "reorder_plan": "405 405 405 405 405 405 405 405 405",
    "organisations": "200 200 200 200 200 200 200 200 200",
    "register_organisation": "403 403 403 403 403 403 403 403 403",
    "organisation": "404 404 404 404 404 404 404 404 404",
    "close_organisation": "403 403 403 403 403 403 403 403 403",
    "open_account": "404 404 404 404 404 404 404 404 404",
    "colleagues": "302 302 302 302 302 302 302 302 302",
    "waiting_affiliations": "200 200 200 200 200 200 200 200 200",
    "confirm_affiliation": "405 405 405 405 405 405 405 405 405",
    "end_affiliation": "404 404 404 404 404 404 404 404 404",
    "invite": "405 405 405 405 405 405 405 405 405",
    "close_account": "404 404 404 404 404 404 404 404 404",
    "habilitations": "404 404 404 404 404 404 404 404 404",
    "end_habilitation": "405 405 405 405 405 405 405 405 405",
    "decide_parameter": "403 403 403 403 403 403 403 200 403",
    "affiliation_requests": "200 200 200 200 200 200 200 200 200",
    "decide_affiliation": "404 404 404 404 404 404 404 404 404",
    "intake": "403 403 200 200 403 403 403 403 403",
    "people_list": "404 404 404 404 404 404 404 404 404",
    "map_columns": "404 404 404 404 404 404 404 404 404",
    "correct_line": "404 404 404 404 404 404 404 404 404",
    "apply_list": "405 405 405 405 405 405 405 405 405",
    "resume_list": "405 405 405 405 405 405 405 405 405",
    "undo_list": "404 404 404 404 404 404 404 404 404",
    "discard_list": "405 405 405 405 405 405 405 405 405",
    "proposal_list": "200 200 200 200 200 200 200 200 200",
    "decide_proposals": "405 405 405 405 405 405 405 405 405",
    "retention": "403 403 403 403 403 403 403 200 403",
    "retention_file": "403 403 403 403 403 403 403 200 403",
    "proof": "404 404 404 404 404 404 404 404 404",
    "give_order": "403 403 403 403 403 403 403 200 403",
    "cancel_order": "405 405 405 405 405 405 405 405 405",
    "alerts": "403 403 200 403 403 403 403 200 200",
    "verify_trust": "302 302 302 302 302 302 302 302 302",
    "decide_alert": "404 404 404 404 404 404 404 404 404",
    "desk": "403 403 403 403 403 403 403 200 403",
    "hand_copy": "200 403 403 403 403 404 404 404 404",
    "review_access": "404 404 404 404 404 404 404 404 404",
    "insistences": "403 403 403 403 403 403 403 200 403",
    "objections": "403 403 403 403 403 403 403 200 403",
    "data_request": "404 404 404 404 404 404 404 404 404",
    "accept_request": "404 404 404 404 404 404 404 404 404",
    "refuse_request": "404 404 404 404 404 404 404 404 404",
    "extend_request": "404 404 404 404 404 404 404 404 404",
    "end_objection": "404 404 404 404 404 404 404 404 404",
    "request_letter": "404 404 404 404 404 404 404 404 404",
    "questions": "403 403 200 403 403 403 403 403 403",
    "answer_request": "404 404 404 404 404 404 404 404 404",
    "open_register": "403 403 403 403 403 403 403 200 403",
    "register": "404 404 404 404 404 404 404 404 404",
    "register_file": "404 404 404 404 404 404 404 404 404",
    "orientation_queue": "403 403 403 200 403 403 403 403 403",
    "take_next_orientation": "405 405 405 405 405 405 405 405 405",
    "decide_orientation": "404 404 404 404 404 404 404 404 404",
    "take_orientation": "405 405 405 405 405 405 405 405 405",
    "release_orientation": "405 405 405 405 405 405 405 405 405",
    "orientation_letter": "404 404 404 404 404 404 404 404 404",
    "notify_orientation": "405 405 405 405 405 405 405 405 405",
    "answer_reorientation": "404 404 404 404 404 404 404 404 404",
    "take_reorientation": "405 405 405 405 405 405 405 405 405",
    "receive_information": "200 403 403 200 403 404 404 404 404",
    "request_reorientation": "200 403 403 403 403 404 404 404 404",
    "strategies": "200 200 200 200 200 200 200 200 200",
    "draft_strategy": "403 403 403 403 403 403 403 403 403",
    "revise_strategy_step": "404 404 404 404 404 404 404 404 404",
    "add_strategy_step": "404 404 404 404 404 404 404 404 404",
    "remove_strategy_step": "405 405 405 405 405 405 405 405 405",
    "declare_means": "404 404 404 404 404 404 404 404 404",
    "propose_strategy": "404 404 404 404 404 404 404 404 404",
    "withdraw_strategy": "405 405 405 405 405 405 405 405 405",
    "adopt_strategy": "404 404 404 404 404 404 404 404 404",
    "discard_strategy": "404 404 404 404 404 404 404 404 404",
    "home": "200 200 200 200 200 200 200 200 200",
}
# The doors of one's own account and space, about an unknown thing when they are about one: a person
# who has a space, a professional, a person whose access to her space has ended.
OWN_LINES: Final[dict[str, str]] = {
    "space": "200 302 302",
    "space_readings": "200 302 302",
    "space_ask_why": "404 302 302",
    "space_take_away": "200 302 302",
    "space_sharing": "200 302 302",
    "space_rights": "200 302 302",
    "space_ask": "200 302 302",
    "space_request": "404 302 302",
    "space_withdraw": "404 302 302",
    "account_reauthenticate": "200 200 200",
    "mfa_reauthenticate": "302 302 302",
    "choose_acting": "200 200 200",
    "my_account": "200 200 200",
    "account_change_password": "200 200 200",
    "mfa_index": "200 200 200",
    "mfa_activate_totp": "200 200 200",
    "mfa_deactivate_totp": "404 404 404",
    "mfa_view_recovery_codes": "404 404 404",
    "mfa_generate_recovery_codes": "200 200 200",
    "mfa_add_webauthn": "200 200 200",
    "rename_key": "404 404 404",
    "remove_key": "404 404 404",
    "mfa_reauthenticate_webauthn": "200 302 200",
    "sessions": "200 200 200",
    "end_other_sessions": "405 405 405",
    "end_session": "405 405 405",
    "account_set_password": "302 302 302",
    "link_proconnect": "404 404 404",
}


def without_a_line(
    patterns: Iterable[Any], lines: dict[str, str], apart: Collection[str] = NOT_ABOUT_PEOPLE
) -> list[str]:
    """The routes that the table does not know, but for those apart, and the lines of no route."""
    names = {
        str(one.name) for one in patterns if getattr(one.callback, "access", "acting") not in apart
    }
    unknown = [
        f"{name}: no line in tests/security/routes.py" for name in sorted(names - set(lines))
    ]
    stale = [f"{name}: a line of no route" for name in sorted(set(lines) - names)]
    return unknown + stale
