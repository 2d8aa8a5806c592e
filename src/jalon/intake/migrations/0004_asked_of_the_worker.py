import django.db.models.deletion
from django.db import migrations, models

STATES = {
    "received": "colonnes à reconnaître",
    "checking": "vérification en cours",
    "checked": "à relire, rien n’est encore importé",
    "correcting": "correction en cours",
    "applying": "import en cours",
    "applied": "importée",
    "undoing": "annulation en cours",
    "undone": "annulée",
    "failed": "refusée",
}


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("intake", "0003_known_by_others"),
    ]
    operations = [
        migrations.RemoveConstraint(model_name="peoplelist", name="known_list_state"),
        migrations.AlterField(
            model_name="peoplelist",
            name="state",
            field=models.CharField(choices=list(STATES.items()), default="received", max_length=10),
        ),
        migrations.AddConstraint(
            model_name="peoplelist",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", list(STATES))), name="known_list_state"
            ),
        ),
        migrations.AddField(
            model_name="listprogress",
            name="asked_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.affiliation",
            ),
        ),
        migrations.AddField(
            model_name="listprogress", name="asked_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="listprogress",
            name="line",
            field=models.PositiveIntegerField(null=True),
        ),
    ]
