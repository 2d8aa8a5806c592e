import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Places given before anybody had to confirm them are as good as they were.
CONFIRM_THE_PAST = """
UPDATE accounts_affiliation SET confirmed_at = started_on::timestamp AT TIME ZONE 'Europe/Paris'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_habilitation_and_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="affiliation",
            name="confirmed_at",
            field=models.DateTimeField(null=True, verbose_name="confirmé le"),
        ),
        migrations.RunSQL(CONFIRM_THE_PAST, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="affiliation",
            name="granted_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="affiliation",
            name="confirmed_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=models.CheckConstraint(
                condition=models.Q(("granted_by", models.F("user")), _negated=True),
                name="affiliation_not_granted_to_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by", None), ("confirmed_at__isnull", False), _connector="OR"
                ),
                name="affiliation_confirmed_by_with_its_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_by", models.F("user")), _negated=True),
                    models.Q(("confirmed_by", models.F("granted_by")), _negated=True),
                ),
                name="affiliation_confirmed_by_a_second_person",
            ),
        ),
    ]
