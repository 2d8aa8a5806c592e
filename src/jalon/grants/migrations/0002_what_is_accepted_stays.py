from django.db import migrations

# What the carrier has accepted is what both sign: the database keeps it as it is, whoever writes.
STAYS = """
CREATE FUNCTION jalon_agreement_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF OLD.state IN ('accepted', 'carrier_signed', 'signed')
       AND (to_jsonb(NEW) - '{state,digest,document,document_digest,recall_reason,accepted_by_id,
            accepted_at,carrier_signed_by_id,carrier_signed_at,state_signed_by_id,
            state_signed_at}'::text[])
       IS DISTINCT FROM
           (to_jsonb(OLD) - '{state,digest,document,document_digest,recall_reason,accepted_by_id,
            accepted_at,carrier_signed_by_id,carrier_signed_at,state_signed_by_id,
            state_signed_at}'::text[])
    THEN
        RAISE EXCEPTION 'an accepted text of an agreement never changes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'accepted_agreement_stays';
    END IF;
    IF OLD.state = 'signed' THEN
        RAISE EXCEPTION 'a signed text of an agreement never changes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signed_agreement_stays';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER accepted_agreement_stays BEFORE UPDATE ON grants_agreementversion
    FOR EACH ROW EXECUTE FUNCTION jalon_agreement_stays();
"""
GOES = """
DROP TRIGGER accepted_agreement_stays ON grants_agreementversion;
DROP FUNCTION jalon_agreement_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0001_agreements"),
    ]

    operations = [migrations.RunSQL(STAYS, GOES)]
