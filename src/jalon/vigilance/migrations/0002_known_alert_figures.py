from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vigilance", "0001_budgets_of_reading"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(("measure__in", ["seen", "opened", "outside", "asked"])),
                name="known_alert_measure",
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__in", ["hour", "day", "week"])),
                name="known_alert_period",
            ),
        ),
    ]
