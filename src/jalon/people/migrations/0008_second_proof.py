import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_federated_identity"),
        ("people", "0007_space_code"),
    ]

    operations = [
        migrations.AddField(
            model_name="spacecode",
            name="second",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name="spacecode",
            name="confirmed_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.affiliation",
                verbose_name="confirmé par",
            ),
        ),
        migrations.AddField(
            model_name="spacecode",
            name="confirmed_at",
            field=models.DateTimeField(null=True, verbose_name="confirmé le"),
        ),
        migrations.AddConstraint(
            model_name="spacecode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("confirmed_by", None)),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                    _connector="OR",
                ),
                name="space_code_confirmed_by_someone",
            ),
        ),
    ]
