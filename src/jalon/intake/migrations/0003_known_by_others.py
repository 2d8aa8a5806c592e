from django.db import migrations, models

OUTCOMES = {
    "new": "nouvelle personne",
    "reopened": "personne connue, nouveau dossier",
    "differs": "connue, avec des différences",
    "linked": "connue, identifiant ajouté",
    "unchanged": "connue, rien ne change",
    "known": "déjà connue",
    "refused": "à corriger",
}


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_first_policy")]
    operations = [
        migrations.RemoveConstraint(model_name="listline", name="known_outcome"),
        migrations.AlterField(
            model_name="listline",
            name="outcome",
            field=models.CharField(choices=list(OUTCOMES.items()), max_length=10),
        ),
        migrations.AddConstraint(
            model_name="listline",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", list(OUTCOMES))), name="known_outcome"
            ),
        ),
    ]
