import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import jalon.kernel.ids


class Migration(migrations.Migration):
    """Sessions are kept by the fingerprint of their key: the open ones end, people sign in again."""

    dependencies = [
        ("web", "0002_cache"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("TRUNCATE web_session", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="session",
            name="session_key",
            field=models.CharField(max_length=64, primary_key=True, serialize=False),
        ),
        migrations.AddField(
            model_name="session",
            name="public_id",
            field=models.UUIDField(default=jalon.kernel.ids.uuid7, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name="session",
            name="device",
            field=models.CharField(blank=True, max_length=60, verbose_name="appareil", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="session",
            name="opened_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, verbose_name="ouverte le"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="session",
            name="seen_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="vue le"),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="KnownDevice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(max_length=64)),
                ("device", models.CharField(blank=True, max_length=60, verbose_name="appareil")),
                ("first_seen_at", models.DateTimeField(verbose_name="première connexion")),
                ("last_seen_at", models.DateTimeField(verbose_name="dernière connexion")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "mark"), name="one_device_per_account")
                ]
            },
        ),
    ]
