"""A specification and a list of criteria with one thing changed: values to write, no writing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import slugify

Kept = list[dict[str, Any]]
LONGEST_CODE = 50


def fresh_code(label: str, taken: set[str]) -> str:
    """A word of the label that no other has."""
    stem = slugify(label)[:LONGEST_CODE] or "partie"
    number, code = 2, stem
    while code in taken:
        number, code = number + 1, f"{stem}-{number}"
    return code


def article_at(sections: Sequence[Mapping[str, Any]], code: str) -> dict[str, Any] | None:
    """An article with its section and its place, as its form takes them."""
    for section in sections:
        for place, one in enumerate(section["articles"], start=1):
            if one["code"] == code:
                return {**one, "section": section["code"], "place": place}
    return None


def without_article(sections: Sequence[Mapping[str, Any]], code: str) -> Kept:
    """The same without that article; a section left empty goes too."""
    kept = [
        {**one, "articles": [part for part in one["articles"] if part["code"] != code]}
        for one in sections
    ]
    return [one for one in kept if one["articles"]]


def with_article(
    sections: Sequence[Mapping[str, Any]], code: str, given: Mapping[str, Any]
) -> Kept:
    """The same with that article as its form says it; `code` is empty for a new one."""
    codes = {part["code"] for one in sections for part in one["articles"]}
    own = code or fresh_code(given["title"], codes)
    article = {"code": own, "title": given["title"], "text": given["text"]}
    kept = [
        {**one, "articles": [part for part in one["articles"] if part["code"] != own]}
        for one in sections
    ]
    if given.get("new_section"):
        title = given["new_section"]
        named = fresh_code(title, {str(one["code"]) for one in sections})
        kept.append({"code": named, "title": title, "articles": []})
        target = kept[-1]
    else:
        target = next(one for one in kept if one["code"] == given["section"])
    place = given.get("place") or len(target["articles"]) + 1
    target["articles"].insert(place - 1, article)
    return [one for one in kept if one["articles"]]


def with_criterion(criteria: Sequence[Mapping[str, Any]], one: Mapping[str, Any]) -> Kept:
    """The same with that criterion, in its place, or last when it is new."""
    kept = [dict(one) if found["code"] == one["code"] else dict(found) for found in criteria]
    is_known = any(found["code"] == one["code"] for found in criteria)
    return kept if is_known else [*kept, dict(one)]


def without_criterion(criteria: Sequence[Mapping[str, Any]], code: str) -> Kept:
    return [dict(one) for one in criteria if one["code"] != code]
