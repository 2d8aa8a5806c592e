from django.db import migrations

# What was filed is what will be judged: the database keeps it as it is, whoever writes.
STAYS = """
CREATE FUNCTION jalon_filing_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'a filing never changes'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'filing_stays';
END $body$;
CREATE TRIGGER filing_stays BEFORE UPDATE OR DELETE ON projects_filing
    FOR EACH ROW EXECUTE FUNCTION jalon_filing_stays();
"""
GOES = """
DROP TRIGGER filing_stays ON projects_filing;
DROP FUNCTION jalon_filing_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0001_projects"),
    ]

    operations = [migrations.RunSQL(STAYS, GOES)]
