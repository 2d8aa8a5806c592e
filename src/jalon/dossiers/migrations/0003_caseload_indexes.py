"""What "Mes dossiers" sorts by: the last contact of each dossier, and the day it was opened."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_exactly_one_referent")]
    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["opened_at"], condition=models.Q(closed_at=None), name="dossier_opened"
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(
                fields=["dossier", "-happened_on"],
                condition=models.Q(withdrawn_at=None),
                name="note_last_contact",
            ),
        ),
    ]
