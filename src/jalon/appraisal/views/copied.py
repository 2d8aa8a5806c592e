"""A copy given to read, in the words of the reader: never the rows of the project."""

from typing import Any

from jalon.appraisal.queries.copies import Copy
from jalon.calls.models import CallVersion
from jalon.projects.models import Filing
from jalon.projects.queries.texts import asked
from jalon.projects.views.differences import zones_said
from jalon.projects.views.filed import frozen_plan, members_of
from jalon.projects.views.promised import promises_of


def shown(copy: Copy, version: CallVersion) -> dict[str, Any]:
    """What `appraisal/copy.html` needs."""
    content = copy.content
    return {
        "copy": copy,
        "content": content,
        "texts": [(one, content["texts"].get(one.code, "")) for one in asked(version)],
        "members": members_of(content),
        "promises": promises_of(content.get("strategy")),
        "plan": frozen_plan(Filing(version=version, content=content)),
        "zones": zones_said(content["zonings_present"]),
    }
