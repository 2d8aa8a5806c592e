"""Files looked at by a real ClamAV, with a list of one invented virus; refused when it is away."""

import hashlib
import shutil
import socket
import subprocess
import time
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jalon.accounts.models import Affiliation
from jalon.web.clamd import ScannerAway, found_in
from tests.browser.sites import free_port
from tests.projects.situations import complete

BAD = b"%PDF-1.4 ceci tient lieu de virus, pour les tests"
NAME = "Jalon.Invented"


@pytest.fixture(scope="module")
def clamd(tmp_path_factory):
    """The address of a daemon that knows this one signature."""
    program = shutil.which("clamd")
    if program is None:
        pytest.skip("clamd is not installed: apt-get install clamav-daemon")
    folder = tmp_path_factory.mktemp("clamd")
    known = f"{hashlib.sha256(BAD).hexdigest()}:{len(BAD)}:{NAME}:73\n"
    (folder / "invented.hsb").write_text(known)
    port = free_port()
    (folder / "clamd.conf").write_text(
        f"TCPSocket {port}\nTCPAddr 127.0.0.1\nDatabaseDirectory {folder}\nForeground yes\n"
        "MaxThreads 2\nStreamMaxLength 1M\n"
    )
    process = subprocess.Popen([program, "--config-file", str(folder / "clamd.conf")])
    for _wait in range(300):
        if process.poll() is not None:
            pytest.fail(f"clamd ended with {process.returncode}")
        with suppress(ScannerAway):
            found_in([b"a"], f"127.0.0.1:{port}")
            break
        time.sleep(0.1)
    yield f"127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=15)


def kept(world):
    """The fingerprint of what is joined."""
    return world.project.papers.get(document="rib", replaced_at=None).digest


def join(browser, world, content):
    file = SimpleUploadedFile("rib.pdf", content)
    address = reverse("join_paper", args=[world.project.public_id, "rib"])
    return browser.post(address, {"file": file})


@pytest.mark.django_db
def test_what_the_scanner_finds_is_refused_and_the_rest_comes_in(clamd, settings, sign_in):
    assert found_in([BAD[:10], BAD[10:]], clamd) == f"{NAME}.UNOFFICIAL"
    assert found_in([b"%PDF-1.4 sain"], clamd) == ""
    with pytest.raises(ScannerAway):  # more than it takes
        found_in([b"a" * 65536] * 64, clamd)

    settings.JALON_CLAMD = clamd
    world = complete()
    browser = sign_in(Affiliation.objects.get(pk=world.carrier.affiliation_id))
    before = kept(world)
    refused = join(browser, world, BAD)
    assert refused.status_code == 422
    assert "antivirus" in refused.content.decode()
    assert kept(world) == before
    assert join(browser, world, b"%PDF-1.4 sain").status_code == 302
    assert kept(world) == hashlib.sha256(b"%PDF-1.4 sain").hexdigest()


@pytest.mark.django_db
def test_nothing_comes_in_while_the_scanner_is_away_and_none_is_asked_by_default(settings, sign_in):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"127.0.0.1:{probe.getsockname()[1]}"  # bound, and never listening
        with pytest.raises(ScannerAway):
            found_in([b"a"], nobody)
        world = complete()
        hat = Affiliation.objects.get(pk=world.carrier.affiliation_id)
        assert join(sign_in(hat), world, b"%PDF-1.4 libre").status_code == 302
        settings.JALON_CLAMD = nobody
        refused = join(sign_in(hat), world, b"%PDF-1.4 autre")
    assert refused.status_code == 503
    assert kept(world) == hashlib.sha256(b"%PDF-1.4 libre").hexdigest()
