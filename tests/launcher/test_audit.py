"""The dependency audit, against a service of our own that answers as the public one does."""

import json
import os
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Service(BaseHTTPRequestHandler):
    """Knows one fault, of Django whatever its version."""

    is_broken, deaf, asked = False, 0, 0

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        known = [
            {"vulns": [{"id": "PYSEC-2026-1"}]} if one["package"]["name"] == "django" else {}
            for one in asked["queries"]
        ]
        Service.asked += 1
        if Service.asked <= self.deaf:
            self.send_response(503)
            self.end_headers()
            return
        body = b"[]" if self.is_broken else json.dumps({"results": known}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def service():
    Service.asked = 0
    server = HTTPServer(("127.0.0.1", 0), Service)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def audit(service, **environment):
    told = subprocess.run(
        [sys.executable, str(ROOT / "launcher" / "audit.py")],
        env={**os.environ, "JALON_AUDIT_SERVICE": service, "JALON_AUDIT_REQUIRED": ""}
        | environment,
        capture_output=True,
        text=True,
    )
    return told.returncode, told.stdout


def test_a_known_fault_is_told_and_fails(service):
    code, said = audit(service)

    assert code == 1
    assert re.fullmatch(r"django==[\d.]+ has a known fault: PYSEC-2026-1\n", said)


@pytest.mark.parametrize(("required", "code"), [("", 0), ("1", 1)])
def test_without_an_answer_it_says_so_and_fails_only_where_it_must(required, code):
    found = audit("http://127.0.0.1:9/", JALON_AUDIT_REQUIRED=required)

    assert found[0] == code
    assert found[1].startswith("NOT AUDITED: the advisory service did not answer")


def test_a_service_that_fails_once_is_asked_again(service, monkeypatch):
    monkeypatch.setattr(Service, "deaf", 1)

    assert "has a known fault" in audit(service)[1]


def test_what_was_not_audited_is_said_again_at_the_end_of_the_check():
    program = (
        "import sys; from launcher import checks; notices = [];"
        "told = [sys.executable, '-c', 'print(\"NOT AUDITED: nobody\\\\nat all\")'];"
        "print(checks.passes(checks.AUDIT, told, {}, notices), notices)"
    )

    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)

    assert told.stdout.splitlines()[-1] == r"True ['NOT AUDITED: nobody\n      at all']", told


def test_an_answer_that_is_none_is_no_answer(service, monkeypatch):
    monkeypatch.setattr(Service, "is_broken", True)

    assert audit(service, JALON_AUDIT_REQUIRED="1")[0] == 1


def test_a_fault_is_set_aside_until_a_day_and_with_a_reason(tmp_path):
    from_launcher = (
        "import datetime as dt, sys; from pathlib import Path; from launcher import audit;"
        "audit.ACCEPTED = Path(sys.argv[1]); print(sorted(audit.accepted(dt.date(2026, 11, 24))))"
    )
    file = tmp_path / "accepted.txt"
    file.write_text(
        "# of no reach\nPYSEC-1 from 2026-11-01 until 2026-11-24 we do not use that part\n"
        "PYSEC-2 from 2026-11-01 until 2026-11-23 too late\n"
        "PYSEC-3 from 2026-11-01 until 2027-01-01 longer than is promised\n"
        "PYSEC-4 from 2026-11-25 until 2026-11-30 not begun\n"
        "PYSEC-5 from 2026-11-01 until 2026-12-31\nPYSEC-6 until 2026-12-31 never begun\n"
        "PYSEC-7 from 2026-11-01 until 2026-12-31 the longest there is\n"
    )

    told = subprocess.run(
        [sys.executable, "-c", from_launcher, str(file)], cwd=ROOT, capture_output=True, text=True
    )

    assert told.stdout == "['PYSEC-1', 'PYSEC-7']\n"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "launcher/uv.lock"])
def test_every_library_is_pinned_with_its_digest(lock):
    """What is installed is what was chosen, from wherever it comes."""
    statements = re.sub(r"\\\n\s*", " ", (ROOT / lock).read_text()).splitlines()
    libraries = [line for line in statements if line and not line.lstrip().startswith("#")]

    assert libraries
    assert [line for line in libraries if "==" not in line or "--hash=sha256:" not in line] == []
