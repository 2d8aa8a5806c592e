"""The papers of a public project are there, complete, and speak of files that exist."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
ARTICLES = [f"\n{number}." for number in range(1, 16)]
PAPERS = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/adr/0001-the-map.md"]


def test_the_licence_is_the_whole_eupl():
    text = (ROOT / "LICENSE").read_text()

    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert [article for article in ARTICLES if article not in text] == []
    assert "‘Compatible Licences’ according to Article 5 EUPL are:" in text


def test_publiccode_says_what_the_standard_asks():
    said = yaml.safe_load((ROOT / "publiccode.yml").read_text())

    assert said["publiccodeYmlVersion"] == "0.4"
    assert said["legal"]["license"] == "EUPL-1.2"
    assert said["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert said["maintenance"]["type"] == "community"
    assert said["maintenance"]["contacts"][0]["name"]
    assert set(said["description"]) == set(said["localisation"]["availableLanguages"])
    for description in said["description"].values():
        assert len(description["shortDescription"]) <= 150
        assert 150 <= len(description["longDescription"]) <= 10_000
        assert description["features"]


def test_publiccode_and_the_package_tell_the_same_version():
    said = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    [version] = re.findall(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.M)

    assert said["softwareVersion"] == version
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_names_files_that_exist(paper):
    text = (ROOT / paper).read_text()
    named = re.findall(r"`((?:src|tests|docs|launcher)/[\w./-]+)`", text)
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    base = (ROOT / paper).parent

    assert [path for path in named if not (ROOT / path).exists()] == []
    assert [path for path in linked if not (base / path).exists()] == []


def test_every_decision_is_numbered_dated_and_short():
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))

    numbers = [int(path.name[:4]) for path in decisions]
    assert numbers == list(range(1, len(decisions) + 1))
    for path in decisions:
        text = path.read_text()
        assert text.startswith(f"# {path.name[:4]}. ")
        assert re.search(r"^\d{4}-\d\d-\d\d · (proposed|accepted|replaced by)", text, re.M)
        assert text.count("\n") <= 100


def test_the_map_drawn_in_the_decision_is_the_map_enforced():
    [layers] = re.findall(
        r"^layers = \[\n(.*?)^\]", (ROOT / "pyproject.toml").read_text(), re.S | re.M
    )[:1]
    enforced = re.findall(r'"([^"]+)"', layers)
    text = (ROOT / "docs" / "adr" / "0001-the-map.md").read_text()
    drawn = text.split("```")[1].strip().splitlines()

    assert [re.split(r"  +", line)[0].strip() for line in drawn] == enforced
