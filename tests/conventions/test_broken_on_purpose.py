"""A guard that has never caught anything guards nothing: each is shown something bad."""

from pathlib import PurePosixPath

import pytest
from django.urls import path as route

from tests.conventions import addresses, modules, sentences, templates

OPERATION = '''
from jalon.dossiers.events import NoteWritten

@transaction.atomic
def write_note(*, body: str, by: Actor, at: datetime) -> Note:
    """Write what happened."""
    WRITE_DOSSIER.require(by, dossier)
    return note
'''
FACT = """
@dataclass(frozen=True)
class NoteWritten(DossierFact):
    kind: ClassVar[str] = "note.written"
    note_id: int
    private_to: int | None
"""
PAGE = '{# A page. Needs nothing. #}\n<p class="j-muted">{{ _("Bonjour") }}</p>\n'

GOOD = [
    (modules.CHECKERS, "dossiers/operations/write_note.py", OPERATION),
    (sentences.CHECKERS, "dossiers/operations/write_note.py", OPERATION),
    (sentences.CHECKERS, "dossiers/events.py", FACT),
    (templates.CHECKERS, "dossiers/jinja2/dossiers/page.html", PAGE),
]


@pytest.mark.parametrize(("checkers", "path", "source"), GOOD)
def test_what_is_good_is_not_reproached(checkers, path, source):
    assert [checker(PurePosixPath(path), source) for checker in checkers] == [[]] * len(checkers)


LONG = "def f():\n" + "    x = 1\n" * 41
VIEW = "@page\ndef show(request):\n" + "    x = 1\n" * 25
BROKEN_MODULES = [
    (modules.a_module_stays_short, "dossiers/x.py", "x = 1\n" * 301, "301 lines"),
    (modules.a_function_stays_short, "dossiers/x.py", LONG, "f has 42 lines"),
    (modules.a_view_stays_short, "dossiers/views.py", VIEW, "show has 26 lines"),
    (modules.a_view_stays_short, "dossiers/views/show.py", VIEW, "show has 26 lines"),
    (modules.a_name_means_something, "dossiers/utils.py", "", "utils says nothing"),
    (modules.a_name_means_something, "dossiers/services/x.py", "", "services says nothing"),
    (modules.a_silence_gives_its_reason, "dossiers/x.py", "x = 1  # noqa\n", "noqa without"),
    (
        modules.a_silence_gives_its_reason,
        "dossiers/x.py",
        "x = 1  # type: ignore\n",
        "type: ignore without",
    ),
    (
        modules.the_clock_is_read_at_the_edge,
        "dossiers/operations/x.py",
        "from django.utils import timezone\nx = timezone.now()\n",
        "line 2: timezone.now() below the edge",
    ),
    (
        modules.the_clock_is_read_at_the_edge,
        "accounts/actor.py",
        "x = dt.date.today()\n",
        "dt.date.today() below the edge",
    ),
    (
        modules.a_model_keeps_the_shape,
        "dossiers/models/x.py",
        "class X(models.Model):\n    def save(self):\n        pass\n",
        "X.save() is overridden",
    ),
    (
        modules.a_model_keeps_the_shape,
        "dossiers/models/x.py",
        "class X:\n    class Meta:\n        ordering = ['name']\n",
        "Meta.ordering",
    ),
    (
        modules.a_model_keeps_the_shape,
        "dossiers/models/x.py",
        "class X:\n    opened = models.DateTimeField()\n",
        "opened is an instant",
    ),
    (
        modules.a_model_keeps_the_shape,
        "dossiers/models/x.py",
        "class X:\n    start = models.DateField()\n",
        "start is a day",
    ),
    (
        modules.a_model_keeps_the_shape,
        "dossiers/models/x.py",
        "class X:\n    opened_at = models.CharField()\n",
        "opened_at is a CharField",
    ),
]


def operation(old: str, new: str) -> str:
    assert old in OPERATION
    return OPERATION.replace(old, new)


BROKEN_OPERATIONS = [
    (operation("def write_note", "def note"), "one public function, named write_note"),
    (OPERATION + "\ndef other(): ...\n", "one public function, named write_note"),
    (operation("*, body", "body"), "takes positional arguments"),
    (operation(", at: datetime", ""), "does not say `by: Actor` and `at: datetime`"),
    (operation("by: Actor", "by: User"), "does not say `by: Actor`"),
    (operation("body: str, by: Actor, at: datetime", "by: Actor, at: datetime, body: str"), "end"),
    (operation("@transaction.atomic", ""), "transaction.atomic exactly"),
    (operation("@transaction.atomic", "@transaction.atomic(durable=True)"), "atomic exactly"),
    (operation('"""Write what happened."""', ""), "has no docstring"),
    (operation("WRITE_DOSSIER.require(by, dossier)", "x = 1"), "does not ask its permission first"),
    (
        operation("WRITE_DOSSIER.require(by,", "WRITE_DOSSIER.require(admin,"),
        "does not ask its permission first",
    ),
    (OPERATION + "\nclass Odd(Refused): pass\n", "Odd does not say what it means"),
]


def fact(old: str, new: str) -> str:
    assert old in FACT
    return FACT.replace(old, new)


BROKEN_FACTS = [
    (fact("(frozen=True)", ""), "is not @dataclass(frozen=True)"),
    (fact("note_id: int", "body: str"), "NoteWritten.body: str is neither an id nor a known code"),
    (fact("note_id: int", "person: Person"), "person: Person is neither"),
    (fact("note.written", "note.write"), "has the kind note.write, note.written expected"),
    (
        FACT.replace("NoteWritten", "NoteWriting").replace("note.written", "note.writing"),
        "does not end in a past participle",
    ),
]
BROKEN_PAGES = [
    (templates.a_template_stays_short, PAGE * 61, "122 lines"),
    (templates.the_first_line_says_what_it_needs, "<p></p>", "does not begin by a comment"),
    (templates.nothing_is_inline, '<p style="color: red">', "a style attribute"),
    (templates.nothing_is_inline, "<style>p {}</style>", "a style element"),
    (templates.nothing_is_inline, "<script>alert(1)</script>", "a script in the page"),
    (templates.nothing_is_inline, '<a href="x" onclick="go()">', "an event attribute"),
    (templates.nothing_is_inline, '<a href="javascript:go()">', "a javascript: address"),
    (templates.nothing_is_inline, '<p hx-on:click="go()">', "htmx code in an attribute"),
    (templates.every_word_can_be_translated, "<p>Bonjour</p>", "words outside _(): Bonjour"),
    (templates.every_word_can_be_translated, '<img alt="Bonjour">', "Bonjour"),
]


@pytest.mark.parametrize(("checker", "path", "source", "reproach"), BROKEN_MODULES)
def test_a_bad_module_is_caught(checker, path, source, reproach):
    assert reproach in " ".join(checker(PurePosixPath(path), source))


@pytest.mark.parametrize(("source", "reproach"), BROKEN_OPERATIONS)
def test_a_bad_operation_is_caught(source, reproach):
    path = PurePosixPath("dossiers/operations/write_note.py")

    assert reproach in " ".join(sentences.an_operation_is_a_sentence(path, source))


@pytest.mark.parametrize(
    ("source", "reproach"),
    [
        (operation("WRITE_DOSSIER.", "READ_ALL."), "asks READ_ALL, WRITE_NOTE expected"),
        (operation("NoteWritten", "DossierOpened"), "records DossierOpened, a fact about note"),
    ],
)
def test_an_operation_without_its_root_is_caught(source, reproach):
    path = PurePosixPath("dossiers/operations/write_note.py")

    assert reproach in " ".join(sentences.an_operation_shares_its_root(path, source))


@pytest.mark.parametrize(("source", "reproach"), BROKEN_FACTS)
def test_a_bad_fact_is_caught(source, reproach):
    path = PurePosixPath("dossiers/events.py")

    assert reproach in " ".join(sentences.a_fact_is_frozen_and_holds_ids_and_codes(path, source))


@pytest.mark.parametrize(("checker", "source", "reproach"), BROKEN_PAGES)
def test_a_bad_template_is_caught(checker, source, reproach):
    path = PurePosixPath("dossiers/jinja2/dossiers/page.html")

    assert reproach in " ".join(checker(path, source))


def anyone(request):
    """A view that forgot to say who may enter."""


def test_a_view_that_does_not_say_who_may_enter_is_caught():
    assert "says access = None" in " ".join(addresses.says_who_may_enter(anyone))


def test_a_primary_key_in_an_address_is_caught():
    pattern = route("dossiers/<int:pk>", anyone)

    assert "could be a primary key" in " ".join(addresses.shows_no_primary_key(pattern))
