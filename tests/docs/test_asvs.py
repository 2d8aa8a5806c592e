"""The list of what the ASVS asks is whole, honest about its tests, and its page is up to date."""

import re
from collections import Counter
from pathlib import Path

from jalon.web.asvs import ANSWERS, page, requirements

ROOT = Path(__file__).resolve().parents[2]
# Requirements of levels 1 and 2 in each chapter of version 5.0.0: 70 and 183, 253 in all.
BY_CHAPTER = {
    "V1": 27, "V2": 11, "V3": 19, "V4": 10, "V5": 9, "V6": 35, "V7": 18, "V8": 7, "V9": 7,
    "V10": 29, "V11": 14, "V12": 9, "V13": 13, "V14": 9, "V15": 13, "V16": 16, "V17": 7,
}  # fmt: skip
THIRD = {"V8": 6, "V14": 4, "V16": 1}


def test_every_requirement_of_the_levels_we_chose_is_there_once():
    found = list(requirements())

    assert len({one.number for one in found}) == len(found) == 264
    assert Counter(one.level for one in found) == {1: 70, 2: 183, 3: 11}
    chapters = Counter(one.chapter.split()[0] for one in found if one.level < 3)
    assert chapters == BY_CHAPTER
    assert sum(BY_CHAPTER.values()) == 253
    assert Counter(one.chapter.split()[0] for one in found if one.level == 3) == THIRD
    for one in found:
        assert re.fullmatch(rf"{one.chapter.split()[0][1:]}\.\d+\.\d+", one.number)


def test_every_requirement_has_an_answer_in_words():
    for one in requirements():
        assert one.answer in ANSWERS
        assert one.says
        assert all(one.told), one.number


def test_a_test_that_is_named_exists():
    missing = []
    for one in requirements():
        for test in one.told if one.answer == "tests" else ():
            path, _, name = test.partition("::")
            file = ROOT / path
            if not file.is_file() or not re.search(rf"^def {name}\(", file.read_text(), re.M):
                missing.append((one.number, test))

    assert missing == []


def test_what_the_deployment_decides_names_its_setting_and_the_page_that_tells_it():
    decided = {one.number: one.told[0] for one in requirements() if one.answer == "deployment"}

    for number, told in decided.items():
        [page_of] = set(re.findall(r"docs/[\w/-]+\.md", told))
        settings = re.findall(r"`([^`]+)`", told)
        written = (ROOT / page_of).read_text()
        assert settings, number
        assert [one for one in settings if one not in written] == [], number


def test_the_page_says_what_the_list_says():
    written = (ROOT / "docs" / "asvs.md").read_text()

    assert written.endswith(page())
    assert "CC BY-SA 4.0" in written
    assert "https://github.com/OWASP/ASVS" in written
