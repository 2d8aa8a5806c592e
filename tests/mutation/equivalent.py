"""The changes that change nothing, each with the reason: read them as a list of claims."""

RULES = "jalon.dossiers.rules"
LINKS = "jalon.dossiers.rules.links"
WAYS_IN = "jalon.dossiers.rules.ways_in"
LED = (
    "who leads openly writes who is around her: the table lets no other role, and nobody once the"
    " dossier is archived (tests say both); said twice, to be read"
)
ASKED_ALONE = (
    "more rows are read; those of other dossiers are left aside, as each tie is by dossier"
)

# module, what was written, what a mutant writes, why no test can tell them apart
EQUIVALENT: tuple[tuple[str, str, str, str], ...] = (
    (
        RULES,
        "(works_with_people | is_in_her_own_name) & writes_this_part",
        "writes_this_part",
        "the table lets no other role write anything (a test says so)",
    ),
    (
        RULES,
        "is_referent.holds(actor, dossier) and writes(actor, dossier, Block.TEAM)",
        "writes(actor, dossier, Block.TEAM)",
        "the table lets the référent alone write who is around the person (a test says so)",
    ),
    (
        LINKS,
        "Membership.objects.in_force(actor.today).filter(dossier_id__in=dossiers)",
        "Membership.objects.in_force(actor.today).filter()",
        ASKED_ALONE,
    ),
    (
        LINKS,
        "accesses.filter(dossier_id__in=dossiers)",
        "accesses.filter()",
        ASKED_ALONE,
    ),
    (
        LINKS,
        "seats.filter(dossier_id__in=dossiers)",
        "seats.filter()",
        ASKED_ALONE,
    ),
    (
        LINKS,
        "Sharing.objects.filter(in_force, dossier_id__in=dossiers, ended_at=None)",
        "Sharing.objects.filter(in_force, ended_at=None)",
        ASKED_ALONE,
    ),
    (
        LINKS,
        "Objection.objects.filter(for_body, dossier_id__in=dossiers, ended_at=None)",
        "Objection.objects.filter(for_body, ended_at=None)",
        ASKED_ALONE,
    ),
    (
        "jalon.projects.rules",
        "actor is not None and actor.affiliation_id is not None and (actor.role in ANSWERING)",
        "actor is not None and actor.role in ANSWERING",
        "who has no hat is a person, whose role answers for no body",
    ),
    (
        "jalon.appraisal.rules",
        "appraises & is_of_the_caller",
        "appraises",
        "to have received a project is to be of the body that called; said twice, to be read",
    ),
    (
        LINKS,
        "Limitation.objects.filter(dossier_id__in=dossiers, ended_at=None)",
        "Limitation.objects.filter(ended_at=None)",
        ASKED_ALONE,
    ),
    (
        WAYS_IN,
        "works_with_people & is_not_archived & leads_openly",
        "leads_openly",
        LED,
    ),
    (
        WAYS_IN,
        "works_with_people & is_not_archived",
        "works_with_people | is_not_archived",
        LED,
    ),
    (
        WAYS_IN,
        "works_with_people & is_not_archived",
        "works_with_people",
        LED,
    ),
    (
        WAYS_IN,
        "works_with_people & is_not_archived",
        "is_not_archived",
        LED,
    ),
    (
        WAYS_IN,
        "works_with_people & leads_its_dossier",
        "leads_its_dossier",
        LED,
    ),
    (
        WAYS_IN,
        "works_with_people & decides_who_joins",
        "decides_who_joins",
        LED,
    ),
)
