from django.db import migrations

# What is published is what candidates rely on: the database keeps it as it is, whoever writes.
STAYS = """
CREATE FUNCTION jalon_call_version_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published version of a call never changes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_call_stays';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $body$;
CREATE TRIGGER published_call_stays BEFORE UPDATE OR DELETE ON calls_callversion
    FOR EACH ROW EXECUTE FUNCTION jalon_call_version_stays();
"""
GOES = """
DROP TRIGGER published_call_stays ON calls_callversion;
DROP FUNCTION jalon_call_version_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0001_calls"),
    ]

    operations = [migrations.RunSQL(STAYS, GOES)]
