"""The first policy on how long a list is kept: a dated parameter, with the text it comes from."""

from datetime import date

from django.db import migrations

SOURCE = (
    "Règlement (UE) 2016/679, art. 5, 1, e : pas plus longtemps que nécessaire. Trente jours pour"
    " relire et corriger, vingt-quatre heures pour annuler : à valider par chaque déploiement."
)


def seed(apps, schema_editor):
    apps.get_model("intake", "ListPolicy").objects.create(
        in_force_from=date(2026, 1, 1), keep_days=30, undo_hours=24, source=SOURCE
    )


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
