from django.db import migrations, models

import jalon.vault.fields


class Migration(migrations.Migration):
    dependencies = [("web", "0003_short_sessions")]

    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("fingerprint", models.BinaryField(primary_key=True, serialize=False)),
                ("kept_at", models.DateTimeField(db_index=True)),
                ("answer", jalon.vault.fields.EncryptedTextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("fingerprint", models.BinaryField(primary_key=True, serialize=False)),
                ("minute", models.DateTimeField(db_index=True)),
                ("count", models.IntegerField(default=1)),
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE web_attempt SET UNLOGGED", "ALTER TABLE web_attempt SET LOGGED"
        ),
    ]
