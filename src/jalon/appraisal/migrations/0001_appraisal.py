import django.db.models.deletion
from django.db import migrations, models

import jalon.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0006_identity_goes_with_its_account"),
        ("calls", "0003_questions_and_followers"),
        ("projects", "0004_corrections"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(default=jalon.kernel.ids.uuid7, editable=False, unique=True),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "à examiner"),
                            ("admissible", "recevable"),
                            ("inadmissible", "irrecevable"),
                            ("announced", "résultat annoncé"),
                        ],
                        default="received",
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                (
                    "admissibility_reason",
                    models.TextField(blank=True, verbose_name="motif de recevabilité"),
                ),
                (
                    "declared_at",
                    models.DateTimeField(null=True, verbose_name="recevabilité déclarée le"),
                ),
                ("begun_at", models.DateTimeField(verbose_name="commencée le")),
                (
                    "declared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.affiliation",
                    ),
                ),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appraisal",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["received", "admissible", "inadmissible", "announced"])
                        ),
                        name="known_appraisal_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "inadmissible"), _negated=True),
                            models.Q(("admissibility_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="inadmissible_project_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("declared_at", None), ("declared_by", None)),
                            models.Q(
                                ("declared_at__isnull", False), ("declared_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="declared_admissibility_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField(verbose_name="note")),
                ("written_at", models.DateTimeField(verbose_name="écrite le")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="projects.project",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.affiliation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(default=jalon.kernel.ids.uuid7, editable=False, unique=True),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="lecture")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("assigned", "intérêts à déclarer"),
                            ("reading", "en lecture"),
                            ("given", "avis rendu"),
                            ("recused", "déporté"),
                            ("replaced", "remplacé"),
                        ],
                        default="assigned",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="à rendre pour le")),
                ("assigned_at", models.DateTimeField(verbose_name="confiée le")),
                (
                    "declared_at",
                    models.DateTimeField(null=True, verbose_name="intérêts déclarés le"),
                ),
                ("recusal", models.TextField(blank=True, verbose_name="motif du déport")),
                ("given_at", models.DateTimeField(null=True, verbose_name="avis rendu le")),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.affiliation",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="projects.project",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.affiliation",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="calls.callversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["assigned", "reading", "given", "recused", "replaced"])
                        ),
                        name="known_review_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 1), ("place__lte", 3)),
                        name="review_has_a_place",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("assigned", "reading", "given"))),
                        fields=("project", "place"),
                        name="one_reader_per_place",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("assigned", "reading", "given"))),
                        fields=("project", "reviewer"),
                        name="one_reading_per_reader",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "recused"), _negated=True),
                            models.Q(("recusal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="recusal_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "given"), _negated=True),
                            ("given_at__isnull", False),
                            _connector="OR",
                        ),
                        name="given_review_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("given_at", models.DateTimeField(null=True, verbose_name="rendu le")),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("reopened_at", models.DateTimeField(null=True, verbose_name="rouvert le")),
                ("reopening", models.TextField(blank=True, verbose_name="motif de réouverture")),
                (
                    "reopened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.affiliation",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="appraisal.review",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "number"), name="one_round_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reopened_at", None), ("reopening", "")),
                            models.Q(
                                models.Q(("reopening", ""), _negated=True),
                                models.Q(("given_at", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reopened_round_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criterion", models.SlugField(db_index=False, max_length=60)),
                ("tenths", models.PositiveIntegerField(null=True, verbose_name="points")),
                ("comment", models.TextField(blank=True, verbose_name="commentaire")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="appraisal.round",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "criterion"), name="one_mark_per_criterion"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tenths", None), ("tenths__lte", 1000), _connector="OR"
                        ),
                        name="mark_is_of_a_hundred",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(default=jalon.kernel.ids.uuid7, editable=False, unique=True),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "attendu"),
                            ("answered", "rendu"),
                            ("replaced", "remplacé"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("question", models.TextField(blank=True, verbose_name="ce qui est demandé")),
                ("due_on", models.DateField(verbose_name="attendu pour le")),
                ("asked_at", models.DateTimeField(verbose_name="demandé le")),
                ("reminded_at", models.DateTimeField(null=True, verbose_name="relancé le")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("favourable", "favorable"),
                            ("reserved", "favorable avec réserves"),
                            ("unfavourable", "défavorable"),
                        ],
                        max_length=12,
                        verbose_name="avis",
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="texte de l’avis")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="rendu le")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.affiliation",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.affiliation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="projects.project",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="appraisal.opinion",
                        verbose_name="à la place de",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "answered", "replaced"])),
                        name="known_opinion_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", ""),
                            ("verdict__in", ["favourable", "reserved", "unfavourable"]),
                            _connector="OR",
                        ),
                        name="known_verdict",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "replaced"), _negated=True),
                        fields=("project", "organisation"),
                        name="one_opinion_per_body",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", False),
                                ("state", "answered"),
                                models.Q(("verdict", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "answered"), _negated=True),
                                ("answered_at", None),
                                ("verdict", ""),
                            ),
                            _connector="OR",
                        ),
                        name="answered_opinion_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("announced_at", models.DateTimeField(verbose_name="annoncé le")),
                (
                    "announced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.affiliation",
                    ),
                ),
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcement",
                        to="calls.call",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(default=jalon.kernel.ids.uuid7, editable=False, unique=True),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("selected", "retenu"),
                            ("reserve", "liste d’attente"),
                            ("not_selected", "non retenu"),
                        ],
                        max_length=12,
                        verbose_name="décision",
                    ),
                ),
                ("amount_cents", models.BigIntegerField(null=True, verbose_name="montant accordé")),
                ("reason", models.TextField(verbose_name="motif")),
                ("decided_at", models.DateTimeField(verbose_name="décidé le")),
                ("replaced_at", models.DateTimeField(null=True, verbose_name="remplacée le")),
                (
                    "announcement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="appraisal.announcement",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.affiliation",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["selected", "reserve", "not_selected"])
                        ),
                        name="known_project_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_cents__gt", 0), ("outcome", "selected")),
                            models.Q(
                                models.Q(("outcome", "selected"), _negated=True),
                                ("amount_cents", None),
                            ),
                            _connector="OR",
                        ),
                        name="selected_project_has_an_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="decision_says_why"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("project",),
                        name="one_standing_decision",
                    ),
                ],
            },
        ),
    ]
