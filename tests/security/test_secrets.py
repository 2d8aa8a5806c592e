"""No secret in the tree, none served, none weak; chance that matters is not pseudo-random."""

import ast
import math
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py")) + sorted((ROOT / "launcher").rglob("*.py"))
KINDS = {
    "a private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY",
    "a key of a cloud": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a token of a forge": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20})",
    "a token of a messenger": r"\bxox[abprs]-[A-Za-z0-9-]{10,}",
    "a signed token": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    "a password in an address": r"\b[a-z]+://[^\s/:@'\"{}<>$%]+:(?!password\b|secret\b|x\b|…)[^\s/@'\"{}<>$%]{6,}@",
}
GIVEN = re.compile(
    r"(?i)\b(?:secret|password|passwd|token|api_?key|vault_key|private_key)\w*\s*[:=]\s*"
    r"[\"']([A-Za-z0-9+/_=-]{24,})[\"']"
)
# Folders whose long words are no secrets: digests of libraries, drawn maps, corpora, translations.
UNREAD = re.compile(r"\.(?:lock|svg|png|mo|po|woff2?|csv|gz|zip|json|ico)$|/vendor/")


def tracked() -> list[Path]:
    """What a clone holds; a copy without its history holds what is there."""
    told = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    names = told.stdout.splitlines()
    paths = [ROOT / name for name in names] or [
        path
        for folder in ("src", "tests", "docs", "launcher")
        for path in (ROOT / folder).rglob("*")
    ]
    return [path for path in paths if path.is_file() and not UNREAD.search(path.as_posix())]


def entropy(text: str) -> float:
    """Bits a character, as in what a machine drew: 4 and more. Words of people have less."""
    counts = Counter(text).values()
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts)


def secrets_in(text: str) -> list[str]:
    found = [kind for kind, pattern in KINDS.items() if re.search(pattern, text)]
    return found + [f"a value {value[:6]}…" for value in GIVEN.findall(text) if entropy(value) > 4]


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "postgresql://jalon:" + "Zk3lq9Xw2@db.example/jalon",
        "SECRET_KEY = '" + "q8Zr2LkV0xYw7PdT5mNc9HsB" + "'",
        "ghp_" + "a1B2" * 9,
    ],
)
def test_the_check_sees_a_secret(text):
    assert secrets_in(text)


def test_no_secret_is_in_the_tree():
    found = {
        path.relative_to(ROOT).as_posix(): said
        for path in tracked()
        if (said := secrets_in(path.read_text(errors="replace")))
    }

    assert found == {}


def test_what_holds_secrets_is_not_tracked():
    """`.local`, where the secrets of a clone are made, is never part of it."""
    assert ".local" in (ROOT / ".gitignore").read_text()
    assert [path for path in tracked() if path.name in {".env", "secrets.env"}] == []


def test_no_weak_hash_is_used():
    """MD5 and SHA-1 are nowhere, nor a bare hash of what could be guessed (see vault.sealing)."""
    weak = re.compile(r"\b(?:md5|sha1)\b", re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in SOURCES
        for line in path.read_text().splitlines()
        if weak.search(line) and "bench" not in path.parts and not line.lstrip().startswith("#")
    ]

    assert found == []


def test_chance_that_matters_is_not_pseudo():
    """`random` serves invented people, benches and the spreading of delays, and nothing else."""
    allowed = {"synthetic", "bench"}
    found = {
        path.relative_to(ROOT / "src" / "jalon").as_posix()
        for path in sorted((ROOT / "src" / "jalon").rglob("*.py"))
        if not allowed & set(path.parts)
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Import) and any(name.name == "random" for name in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "random")
    }

    assert found - {"live/asgi.py", "live/frames.py", "live/hub.py", "live/listener.py"} == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        *("/.git/config", "/.git/HEAD", "/.env", "/pyproject.toml", "/static/", "/static/ui/"),
        *(
            "/static/../config/settings.py",
            "/static/%2e%2e/config/settings.py",
            "/media/",
            "/admin/",
        ),
        *("/static/ui/../../config/settings.py", "/static//etc/passwd", "/.local/secrets.env"),
    ],
)
def test_no_file_of_the_sources_is_served(path, client):
    answer = client.get(path)

    assert answer.status_code in {404, 400}
    assert "SECRET_KEY" not in answer.content.decode()


def test_the_demonstration_is_refused_in_production():
    code = (
        "from launcher import serve; print(*serve.unsafe({'JALON_DEMONSTRATION': '1'}), sep='\\n')"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert "JALON_DEMONSTRATION is on: it must be off in production." in told.stdout
