from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_identity_goes_with_its_account"),
        ("vigilance", "0003_insisted_for"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="alert",
            name="known_alert_step",
        ),
        migrations.RemoveConstraint(
            model_name="alert",
            name="known_alert_measure",
        ),
        migrations.AlterField(
            model_name="alert",
            name="measure",
            field=models.CharField(
                choices=[
                    ("seen", "personnes vues, au moins par leur nom"),
                    ("opened", "dossiers ouverts"),
                    ("outside", "personnes hors de l’accompagnement habituel"),
                    ("asked", "questions « cette personne est-elle connue ? »"),
                    ("refused", "numéros d’une autre personne donnés pour un nouveau dossier"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="alert",
            name="step",
            field=models.CharField(
                choices=[
                    ("notice", "rien : à vérifier"),
                    ("slow", "ralentissement"),
                    ("doubt", "second facteur redemandé"),
                    ("stop", "consultations suspendues"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", ["notice", "slow", "doubt", "stop"])),
                name="known_alert_step",
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("measure__in", ["seen", "opened", "outside", "asked", "refused"])
                ),
                name="known_alert_measure",
            ),
        ),
    ]
