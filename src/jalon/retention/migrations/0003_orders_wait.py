from datetime import date

from django.db import migrations, models

STATES = [
    ("waiting", "en attente"),
    ("done", "exécuté"),
    ("nobody", "personne ne correspond"),
    ("several", "plusieurs personnes correspondent"),
    ("suspended", "destruction suspendue : litige en cours"),
    ("cancelled", "annulé"),
]


class Migration(migrations.Migration):
    dependencies = [("retention", "0002_settled_order_names_nobody")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="due_on",
            field=models.DateField(default=date(2026, 11, 23), verbose_name="exécuté à partir du"),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="order", name="known_order_state"),
        migrations.AlterField(
            model_name="order",
            name="state",
            field=models.CharField(
                choices=STATES, default="waiting", max_length=10, verbose_name="état"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=[code for code, _label in STATES]),
                name="known_order_state",
            ),
        ),
    ]
