from django.db import migrations


class Migration(migrations.Migration):
    """An instant ends in _at, here as elsewhere."""

    dependencies = [("web", "0004_kept_answers_and_attempts")]

    operations = [migrations.RenameField("attempt", "minute", "minute_at")]
