"""What is typed is text: in every field of every form, nothing typed becomes code (S9)."""

import ast
import re
import time
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.models import AffiliationRole, User
from jalon.dossiers.models import Dossier, Note
from jalon.dossiers.operations import write_note
from tests.directory.situations import administrator_hat
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    PersonFactory,
    actor,
    make_dossier,
)
from tests.jobs import delivered
from tests.security.walking import forms_at, forms_of, pages

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "jalon"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
# A quote, a tag, a template, a statement, a format and a formula in one; 53743561 = 7331².
PAYLOADS = [
    """'"><xq7 onx=1>{{7331*7331}}{%x%}%s%(a)s{0}'--""",
    "=xq7+HYPERLINK(1);DROP TABLE dossiers_note;--",
    "${7331*7331}#{7331*7331}<%=7331*7331%>\\xq7\u2028",
]
SHOWN_RAW = ("<xq7", "53743561")


@pytest.fixture
def place():
    """A dossier with a team, a note, and those who may write about it."""
    hat = AffiliationFactory()
    person = PersonFactory(first_names=PAYLOADS[0], birth_name=PAYLOADS[0])
    dossier = make_dossier(referent=hat, person=person)
    hat.user.first_name = hat.organisation.name = PAYLOADS[0]
    hat.user.save()
    hat.organisation.save()
    MembershipFactory(dossier=dossier, affiliation=None, organisation=hat.organisation)
    write_note(
        dossier=dossier,
        kind="note",
        body=PAYLOADS[0],
        is_private=False,
        happened_on=timezone.localdate(),
        by=actor(hat),
        at=timezone.now(),
    )
    manager = AffiliationFactory(role=AffiliationRole.MANAGER, organisation=hat.organisation)
    return dossier, [hat, manager, administrator_hat()]


def send_everything(browser, dossier, payload):
    """Every form that this browser is shown, sent; how it was answered, by its address."""
    answered = {}
    read = list(pages(browser, f"/dossiers/{dossier.public_id}"))
    for rank, form in enumerate(forms_of(read)):
        headers = {"HX-Request": "true"} if rank % 2 else {}
        answer = browser.post(form.action, form.filled(payload), headers=headers)
        answered[form.action] = answer.status_code
        assert answer.status_code < 500, (form.action, form.typed)
        if answer.headers["Content-Type"].startswith("text/html"):  # a copy is data, attached
            assert [raw for raw in SHOWN_RAW if raw in answer.content.decode()] == [], form.action
        assert "\n" not in "".join(answer.headers.values())
    return answered


def test_what_is_typed_in_every_field_is_inert(place, sign_in):
    """Sent, then read on every page, in JSON, in files and in messages: shown, never obeyed."""
    dossier, hats = place
    answered = {}
    for hat, payload in zip(hats, PAYLOADS, strict=True):
        answered |= send_everything(sign_in(hat), dossier, payload)

    shown = 0
    for hat in hats:
        browser = sign_in(hat)
        for path, answer in pages(browser, f"/dossiers/{dossier.public_id}"):
            text = b"".join(answer.streaming_content) if answer.streaming else answer.content
            text = text.decode()
            assert [raw for raw in SHOWN_RAW if raw in text.lower()] == [], path
            shown += text.lower().count("&lt;xq7")
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('dossiers_note')")
        assert cursor.fetchone() == ("dossiers_note",)
    for message in delivered():
        assert "53743561" not in message.body
        assert "\n" not in message.subject
    assert len(answered) > 10
    assert shown > 1


def test_what_is_searched_is_inert_too(place, sign_in):
    _dossier, hats = place
    browser = sign_in(hats[0])
    for payload in (
        *PAYLOADS,
        "%",
        "_",
        "\\",
        "'",
        '"',
        "(",
        "[a-",
        "a" * 5000,
        "🂡" * 200,
        "\u0301" * 500,
    ):
        for name, parameter in [
            ("dossier_list", "q"),
            ("organisations", "q"),
            ("dossier_list", "apres"),
        ]:
            answer = browser.get(reverse(name), {parameter: payload})
            assert answer.status_code == 200
            assert [raw for raw in SHOWN_RAW if raw in answer.content.decode()] == []


BLOCKS = ("household", "work", "rights", "education")
NUMBERS = ["9" * 400, "-1", "1e400", "NaN", "0x10", "١٢", "2147483648", "9223372036854775808"]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:12])
def test_numbers_beyond_the_database_are_refused_not_broken(number, place, sign_in):
    dossier, hats = place
    browser = sign_in(hats[0])
    here = f"/dossiers/{dossier.public_id}"

    for form in forms_at(browser, *(f"{here}/{block}/modifier" for block in BLOCKS)):
        hidden = {name: text for name, text in form.rest.items() if name.startswith("csrf")}
        filled = dict.fromkeys([*form.typed, *form.rest], number) | hidden
        assert browser.post(form.action, filled).status_code < 500, form.action
    for path in (f"{here}/fil/{number}/annuler", f"/listes/{dossier.public_id}/lignes/{number}"):
        assert browser.post(path).status_code == 404
    assert browser.get(reverse("proposal_list"), {"apres": number}).status_code < 500


def test_a_line_break_in_a_name_adds_no_header_to_a_message(sign_in):
    manager = AffiliationFactory(role=AffiliationRole.MANAGER)
    path = reverse("open_account", args=[manager.organisation.public_id])
    browser = sign_in(manager)
    [form] = [one for one in forms_at(browser, path) if "email" in one.typed]
    injected = "Ada\r\nBcc: tous@ailleurs.example\r\n\r\nPayez ici"

    browser.post(form.action, form.filled(injected) | {"email": "ada@organisme.example"})
    browser.post(
        form.action,
        form.filled("Ada") | {"email": "ada@organisme.example\r\nBcc: tous@ailleurs.example"},
    )

    for message in delivered():
        told = message.message()
        assert told["Bcc"] is None
        assert message.recipients() == ["ada@organisme.example"]
        assert "\n" not in message.subject
    assert not User.objects.filter(email__contains="\n").exists()


def test_fields_that_are_not_of_a_form_change_nothing(place, sign_in):
    dossier, hats = place
    browser = sign_in(hats[0])
    before = Dossier.objects.values().get(pk=dossier.pk)
    keys = (
        "id",
        "dossier",
        "referent",
        "referent_id",
        "person_id",
        "author",
        "organisation",
        "user",
    )
    days = ("opened_at", "closed_at", "withdrawn_at", "ended_on", "until_on")
    extra = dict.fromkeys(keys, "999") | dict.fromkeys(days, "2001-01-01") | {"is_superuser": "1"}
    for form in forms_at(browser, f"/dossiers/{dossier.public_id}"):
        if form.action.endswith("/notes"):
            browser.post(form.action, form.filled("Un mot") | extra)

    written = Note.objects.latest("pk")
    assert (written.dossier_id, written.author_id) == (dossier.pk, hats[0].pk)
    assert written.organisation_id == hats[0].organisation_id
    assert Dossier.objects.values("referent_id", "person_id", "opened_at").get(pk=dossier.pk) == {
        name: before[name] for name in ("referent_id", "person_id", "opened_at")
    }


def test_a_parameter_sent_twice_is_one_parameter(place, sign_in):
    dossier, hats = place
    browser = sign_in(hats[0])
    both = {
        "kind": ["note", "note"],
        "body": ["Un", "Deux"],
        "happened_on": [timezone.localdate().isoformat()] * 2,
    }

    answer = browser.post(f"/dossiers/{dossier.public_id}/notes?body=Trois&kind=call", both)

    assert answer.status_code == 302
    assert Note.objects.latest("pk").body == "Deux"


def expressions():
    """Each regular expression that our modules keep, as it is compiled."""
    for path in MODULES:
        if not {"bench", "synthetic", "management"} & set(path.parts) and "re." in path.read_text():
            if path.name in {"asgi.py", "__main__.py"}:
                continue
            module = import_module(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern):
                    yield f"{module.__name__}.{name}", value


LONG = 2_000
ADVERSE = [
    (piece * LONG)[:LONG] + ending
    for piece in (
        *("a", "0", " ", "1 ", "aA", "é-", "a@", "'", '"a', "--", "/*", "$$a", "06 39 98 01 "),
        *("<", "(", "\n", "\\", "1.2.", "select ", "j'ai ", "FR76 3000 ", "e\u0301"),
    )
    for ending in ("", "!")
]
AT_THE_START = (".FORMULA", ".READING", ".MARKUP")  # only ever matched there, in one pass
SLOW = 0.5  # seconds: what is quadratic takes a tenth of one here, what is worse never ends


def test_no_expression_runs_away():
    """Each of ours, on what makes expressions slow: none takes long, so none is exponential."""
    slow = {}
    found = list(expressions())
    for name, pattern in found:
        for text in ADVERSE:
            given = text.encode() if isinstance(pattern.pattern, bytes) else text
            look = pattern.match if name.endswith(AT_THE_START) else pattern.search
            started = time.perf_counter()
            look(given)
            took = time.perf_counter() - started
            if took > SLOW:
                slow[name, text[:8]] = round(took, 2)
                break

    assert len(found) > 15
    assert slow == {}


@cache
def calls():
    """Each call of our modules, and whether it stands in a function: where, what, inside."""
    found = []
    for path in MODULES:
        if "bench" in path.parts:
            continue
        tree = ast.parse(path.read_text())
        inside = {
            id(node)
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef)
            for node in ast.walk(function)
        }
        found += [
            (path.relative_to(PACKAGE).as_posix(), node, id(node) in inside)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
        ]
    return found


def name_of(node):
    return ast.unparse(node.func)


def test_nothing_is_evaluated():
    dangerous = {
        "eval",
        "exec",
        "compile",
        "__import__",
        "pickle.loads",
        "pickle.load",
        "marshal.loads",
        "yaml.load",
        "os.system",
        "os.popen",
        "Template",
        "from_string",
        "mark_safe",
    }
    found = [
        (path, name_of(node))
        for path, node, inside in calls()
        if (
            name_of(node).split(".")[-1] in {one for one in dangerous if "." not in one}
            and name_of(node) != "re.compile"
        )
        or name_of(node) in dangerous
    ]

    assert found == []


def test_no_command_goes_through_a_shell():
    found = [
        path
        for path, node, inside in calls()
        for keyword in node.keywords
        if keyword.arg == "shell" and ast.unparse(keyword.value) != "False"
    ]

    assert found == []


OURS = {
    "web/signin/passwords.py",  # sorts of characters, written beside
    "grants/checking.py",  # an amount and a day, as figures and months of ours, escaped
}


def test_no_expression_is_built_from_what_was_typed():
    """The words of a regular expression are in the code; the only ones put in it are our own."""
    built = [
        path
        for path, node, inside in calls()
        if name_of(node)
        in {
            f"re.{verb}"
            for verb in (
                "compile",
                "match",
                "search",
                "sub",
                "split",
                "fullmatch",
                "findall",
                "finditer",
            )
        }
        and node.args
        and not isinstance(node.args[0], ast.Constant)
        and inside
        and path not in OURS
    ]

    assert built == []


def test_no_statement_is_glued_from_what_was_typed():
    """A statement with a piece put in it is marked, and stands where no request comes."""
    marked = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if {"views", "forms", "web"} & set(path.parts) and "S608" in path.read_text()
    }

    assert marked == set()
