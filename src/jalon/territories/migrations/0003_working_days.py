"""The working days of each calendar, numbered. No model: flushing the tables leaves them."""

from django.db import migrations

from jalon.territories.working_days import fill_working_days

TABLE = """
CREATE TABLE territories_workingday (
    calendar text NOT NULL,
    rank integer NOT NULL,
    day date NOT NULL,
    PRIMARY KEY (calendar, rank),
    UNIQUE (calendar, day)
);
COMMENT ON TABLE territories_workingday IS
    'Working days (Monday to Friday, no public holiday), numbered by calendar of holidays.';
"""


class Migration(migrations.Migration):
    dependencies = [("territories", "0002_territory")]
    operations = [
        migrations.RunSQL(TABLE, "DROP TABLE territories_workingday"),
        migrations.RunPython(lambda apps, editor: fill_working_days(), migrations.RunPython.noop),
    ]
