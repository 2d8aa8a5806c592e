"""Checkers of the sentences of writing: operations, and the facts that they record."""

import ast
import re
from pathlib import PurePosixPath
from typing import Final

from tests.conventions.modules import Checker, decorators

# Fields of facts that are text hold codes; a new one is added here once somebody has checked that
# it can hold neither a sentence nor personal data.
CODES: Final = {
    "answer", "contract", "nature",
    "block", "theme", "status", "impact", "previous_status", "previous_impact", "role", "source",
    "field", "key", "ground", "classes", "step", "digest", "lines", "changed", "track",
}  # fmt: skip
PLAIN: Final = {"int", "int | None", "bool", "date", "date | None", "tuple[int, ...]"}
CODED: Final = {"str", "str | None", "tuple[str, ...]"}


# Permissions that several operations of a domain share, and the one operation whose fact is that
# of another: leaving an organisation, a professional leaves each team; accepting, they join one.
SHARED_PERMISSIONS: Final = {
    "WRITE_BLOCK", "WRITE_OUTCOMES", "WRITE_DOSSIER", "OPEN_DOSSIER", "IMPORT_PEOPLE", "WRITE_LIST",
    "WRITE_STRATEGY", "WRITE_APPOINTMENTS", "CHANGE_APPOINTMENT", "DECLARE_HOURS", "END_HOURS",
    "HOLD_DESK",
    "WRITE_PLAN", "CHANGE_PLAN", "WRITE_CALL", "WRITE_PROJECT", "OPEN_ACCOUNT", "LINK_IDENTITY",
    "SHOW_PORTRAIT", "APPRAISE", "REVIEW", "WRITE_AGREEMENT", "ANSWER_AGREEMENT", "ARBITRATE",
}  # fmt: skip
# What the platform does by itself, when a deadline passes or somebody it does not know yet is at
# the door: nobody acts, nobody is asked.
PLATFORM_ACTS: Final = {
    "book_appointment_by_link",
    "cancel_appointment_by_link",
    "delegate_letter_by_link",
    "refuse_letter",
    "send_letter_code",
    "sign_letter",
    "void_letter",
    "lapse_letters",
    "lapse_project_invitations",
    "remind_drafts",
    "remind_letters",
    "announce_orientation",
    "start_interim",
    "receive_newcomer",
    "flag_orientation",
    "archive_dossiers",
    "close_calls",
    "remind_opinions",
    "remind_reports",
    "draw_result_letter",
    "destroy_dossiers",
    "foresee_ends",
    "give_notices",
    "lapse_exceptional_accesses",
    "lapse_invitations",
    "lapse_join_requests",
    "restore_dossiers",
    "settle_order",
    "open_personal_access",
    "redeem_space_code",
    "purge_affiliation_requests",
    "purge_identity_checks",
    "purge_lists",
    "raise_alert",
    "request_affiliation",
    "request_identity_check",
}
FACTS_OF_OTHERS: Final = {
    ("release_seats", "MemberLeft"),
    ("accept_invitation", "MemberJoined"),
    ("redeem_space_code", "PersonalAccessOpened"),
    ("redeem_space_code", "PersonalAccessRecovered"),
    # Accepted, a request for another orientation is the information that starts a new clock.
    ("accept_reorientation", "InformationReceived"),
    ("take_reorientation", "OrientationTaken"),
    ("accept_transfer", "InformationReceived"),
    ("accept_transfer", "ReferentRequestAnswered"),
    # Standing in for a colleague, one joins each of their teams, and leaves it.
    ("receive_newcomer", "InformationReceived"),
    ("start_interim", "MemberJoined"),
    ("end_absence", "MemberLeft"),
}


def an_operation_is_a_sentence(path: PurePosixPath, source: str) -> list[str]:
    """Alone in its file, named like it; keywords only; who and when; atomic; permission first."""
    if "operations" not in path.parts or path.stem == "__init__":
        return []
    body = ast.parse(source).body
    public = [node for node in body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]
    if [node.name for node in public] != [path.stem]:
        names = [node.name for node in public]
        return [f"holds {names}: one public function, named {path.stem}"]
    [operation] = public
    by = "Actor | None" if path.stem in PLATFORM_ACTS else "Actor"
    problems = _problems_of_signature(operation, by) + _problems_of_words(operation, body)
    if path.stem not in PLATFORM_ACTS:
        problems += _problem_of_permission(operation)
    return problems


def _problems_of_signature(operation: ast.FunctionDef, by: str) -> list[str]:
    problems = []
    if operation.args.args or operation.args.posonlyargs or operation.args.vararg:
        problems.append("takes positional arguments: write def f(*, …)")
    given = {
        argument.arg: argument.annotation and ast.unparse(argument.annotation)
        for argument in operation.args.kwonlyargs
    }
    # What a person does about their own data, they alone do; a plan is written by both sides.
    expected = {(one, "datetime") for one in (by, "PersonActor", "Actor | PersonActor")}
    if (given.get("by"), given.get("at")) not in expected:
        problems.append(f"does not say `by: {by}` and `at: datetime`")
    if not _ends_in_by_and_at(operation):
        problems.append("its sentence does not end in by, at (but for what has a default)")
    if decorators(operation) != ["transaction.atomic"]:
        problems.append("is not decorated by transaction.atomic exactly")
    return problems


def _ends_in_by_and_at(operation: ast.FunctionDef) -> bool:
    names = [argument.arg for argument in operation.args.kwonlyargs]
    while names and names[-1] != "at" and operation.args.kw_defaults[len(names) - 1] is not None:
        names.pop()
    return names[-2:] == ["by", "at"]


def _problems_of_words(operation: ast.FunctionDef, body: list[ast.stmt]) -> list[str]:
    problems = []
    if not ast.get_docstring(operation):
        problems.append("has no docstring in business words")
    for node in body:
        if isinstance(node, ast.ClassDef) and not ast.get_docstring(node):
            problems.append(f"{node.name} does not say what it means")
    return problems


def _problem_of_permission(operation: ast.FunctionDef) -> list[str]:
    first = operation.body[1 if ast.get_docstring(operation) else 0]
    if re.match(r"[A-Z_]+\.require\(by, ", ast.unparse(first)):
        return []
    return ["does not ask its permission first: PERMISSION.require(by, …)"]


def an_operation_shares_its_root(path: PurePosixPath, source: str) -> list[str]:
    """`invite_member` asks INVITE_MEMBER and records Member…."""
    if "operations" not in path.parts or path.stem == "__init__":
        return []
    problems = []
    asked = re.search(r"^    ([A-Z_]+)\.require\(by, ", source, re.MULTILINE)
    if asked and asked[1] not in {path.stem.upper(), *SHARED_PERMISSIONS}:
        problems.append(f"asks {asked[1]}, {path.stem.upper()} expected")
    room = path.parts[0]
    recorded = _imported(source, f"jalon.{room}.events")
    nouns = path.stem.split("_")[1:]
    for fact in recorded:
        root = re.findall("[A-Z][a-z]*", fact)[0].lower()
        if (path.stem, fact) in FACTS_OF_OTHERS:
            continue
        if not any(noun.startswith(root) or root.startswith(noun) for noun in nouns):
            problems.append(f"records {fact}, a fact about {' '.join(nouns)} expected")
    return problems


def _imported(source: str, module: str) -> list[str]:
    return [
        alias.name
        for node in ast.parse(source).body
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
        if alias.name[0].isupper()  # a fact, not a question about it
    ]


def a_fact_is_frozen_and_holds_ids_and_codes(path: PurePosixPath, source: str) -> list[str]:
    if path.stem != "events" and "events" not in path.parts:
        return []
    problems: list[str] = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            problems += _problems_of_fact(node)
    return problems


def _problems_of_fact(node: ast.ClassDef) -> list[str]:
    problems = []
    if "dataclass(frozen=True)" not in [ast.unparse(one) for one in node.decorator_list]:
        problems.append(f"{node.name} is not @dataclass(frozen=True)")
    for part in node.body:
        if not isinstance(part, ast.AnnAssign):
            continue
        name, annotation = ast.unparse(part.target), ast.unparse(part.annotation)
        if name == "kind" and part.value:
            problems += _problem_of_kind(node.name, ast.literal_eval(part.value))
        elif not annotation.startswith("ClassVar") and not _is_id_or_code(name, annotation):
            problems.append(f"{node.name}.{name}: {annotation} is neither an id nor a known code")
    return problems


def _problem_of_kind(fact: str, kind: str) -> list[str]:
    expected = ".".join(re.sub(r"(?<!^)(?=[A-Z])", "_", fact).lower().rsplit("_", 1))
    if kind != expected:
        return [f"{fact} has the kind {kind}, {expected} expected"]
    participle = re.search(r"(ed|en|wn|ne|ft|pt|ade|ent|un)$", kind)
    return [] if participle else [f"{kind} does not end in a past participle"]


def _is_id_or_code(name: str, annotation: str) -> bool:
    return annotation in PLAIN or (annotation in CODED and (name in CODES or name == "fields"))


def kinds(source: str) -> list[str]:
    return re.findall(r'kind: ClassVar\[str\] = "([^"]+)"', source)


CHECKERS: Final[list[Checker]] = [
    an_operation_is_a_sentence,
    an_operation_shares_its_root,
    a_fact_is_frozen_and_holds_ids_and_codes,
]
