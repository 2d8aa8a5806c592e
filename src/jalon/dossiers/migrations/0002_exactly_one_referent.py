"""An open dossier always has exactly one active référent: the database checks it at commit."""

from django.db import migrations

# `is_open` is NULL for a closed dossier: with MATCH SIMPLE the whole check is then skipped.
ADD = """
ALTER TABLE dossiers_dossier
    ADD CONSTRAINT dossier_has_its_active_referent
    FOREIGN KEY (referent_id, id, is_open)
    REFERENCES dossiers_membership (id, dossier_id, is_active_referent)
    DEFERRABLE INITIALLY DEFERRED
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]
    operations = [
        migrations.RunSQL(
            ADD, "ALTER TABLE dossiers_dossier DROP CONSTRAINT dossier_has_its_active_referent"
        )
    ]
