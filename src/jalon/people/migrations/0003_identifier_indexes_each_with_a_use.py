"""Numbers come by the hundred thousand: indexes that another one covers are removed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_known_civility"),
        ("people", "0002_person_by_sort_name"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="identifier",
            name="identifier_lookup",
        ),
        migrations.AlterField(
            model_name="identifier",
            name="issuer",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="identifier",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="identifiers",
                to="people.person",
            ),
        ),
        migrations.AddIndex(
            model_name="identifier",
            index=models.Index(
                condition=models.Q(("kind", "benefit")),
                fields=["value"],
                name="benefit_number_lookup",
            ),
        ),
    ]
