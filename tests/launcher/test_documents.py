"""What draws documents is looked for, installed where we may, and never prevents the site."""

import pytest

from launcher import documents, packages
from launcher.speech import Stop


@pytest.fixture
def nothing_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "find_library", lambda name: None)


def test_where_it_is_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(documents, "find_library", lambda name: f"lib{name}.so.0")

    assert documents.ready()
    assert capsys.readouterr().out == ""


def test_it_is_installed_where_we_may(monkeypatch: pytest.MonkeyPatch) -> None:
    there: list[str] = []
    monkeypatch.setattr(documents, "find_library", lambda name: name if there else None)
    monkeypatch.setattr(packages, "may_install", lambda: True)
    monkeypatch.setattr(packages, "install", lambda what, names: there.extend(names))

    assert documents.ready()
    assert there == documents.PACKAGES


def test_without_it_the_site_starts_and_what_to_do_is_said(
    nothing_there: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(what: str, names: list[str]) -> None:
        raise Stop("No network.")

    monkeypatch.setattr(packages, "may_install", lambda: True)
    monkeypatch.setattr(packages, "install", refused)

    assert not documents.ready()
    told = capsys.readouterr().out
    assert "No network." in told
    assert "sudo apt-get install libpango-1.0-0" in told


def test_production_installs_nothing(nothing_there: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "may_install", lambda: True)
    monkeypatch.setattr(packages, "install", lambda what, names: pytest.fail("installed"))

    assert not documents.ready(install=False)
