"""A long list of people by name is read from an index, not sorted again for each page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["sort_name"], name="person_sort_name"),
        ),
    ]
