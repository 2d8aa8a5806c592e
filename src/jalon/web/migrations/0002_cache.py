from django.db import migrations


class Migration(migrations.Migration):
    """The table of Django's database cache, where attempts at signing in are counted."""

    dependencies = [("web", "0001_sessions")]

    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE web_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX web_cache_expires ON web_cache (expires);
            """,
            "DROP TABLE web_cache",
        )
    ]
