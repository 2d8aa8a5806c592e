from django.db import migrations

# The text moves in the hands of the State alone; a side signs in its turn; what is certified or
# paid, and a report accepted, stay as they are: the database keeps them so, whoever writes.
WRITABLE = """'{state,digest,document,document_digest,recall_reason,accepted_by_id,accepted_at,
    carrier_signed_by_id,carrier_signed_at,state_signed_by_id,state_signed_at}'::text[]"""
STAYS = f"""
CREATE OR REPLACE FUNCTION jalon_agreement_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF OLD.state NOT IN ('draft', 'revising')
       AND (to_jsonb(NEW) - {WRITABLE}) IS DISTINCT FROM (to_jsonb(OLD) - {WRITABLE})
    THEN
        RAISE EXCEPTION 'a text of an agreement that was sent never changes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'accepted_agreement_stays';
    END IF;
    IF OLD.state IN ('signed', 'discarded') THEN
        RAISE EXCEPTION 'a signed text of an agreement never changes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signed_agreement_stays';
    END IF;
    IF (NEW.carrier_signed_by_id IS DISTINCT FROM OLD.carrier_signed_by_id
            AND NEW.carrier_signed_by_id IS NOT NULL
            AND NOT (OLD.state = 'accepted' AND NEW.state = 'carrier_signed'))
        OR (NEW.state_signed_by_id IS DISTINCT FROM OLD.state_signed_by_id
            AND NOT (OLD.state = 'carrier_signed' AND NEW.state = 'signed'))
        OR (NEW.state = 'signed' AND OLD.state <> 'carrier_signed')
        OR (NEW.state = 'signed' AND NEW.carrier_signed_at IS DISTINCT FROM OLD.carrier_signed_at)
    THEN
        RAISE EXCEPTION 'an agreement is signed by the carrier, then by the State'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_is_signed_in_order';
    END IF;
    RETURN NEW;
END $body$;

CREATE FUNCTION jalon_payment_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF OLD.state IN ('paid', 'cancelled') OR (OLD.state = 'certified'
        AND (to_jsonb(NEW) - '{{state,reference,paid_on,entered_by_id}}'::text[])
            IS DISTINCT FROM (to_jsonb(OLD) - '{{state,reference,paid_on,entered_by_id}}'::text[]))
    THEN
        RAISE EXCEPTION 'a payment certified or paid never changes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certified_payment_stays';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER certified_payment_stays BEFORE UPDATE ON grants_payment
    FOR EACH ROW EXECUTE FUNCTION jalon_payment_stays();

CREATE FUNCTION jalon_report_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF OLD.state IN ('accepted', 'cancelled') THEN
        RAISE EXCEPTION 'an accepted report never changes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'accepted_report_stays';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER accepted_report_stays BEFORE UPDATE ON grants_report
    FOR EACH ROW EXECUTE FUNCTION jalon_report_stays();
"""
FORMER = f"""
DROP TRIGGER accepted_report_stays ON grants_report;
DROP FUNCTION jalon_report_stays();
DROP TRIGGER certified_payment_stays ON grants_payment;
DROP FUNCTION jalon_payment_stays();
CREATE OR REPLACE FUNCTION jalon_agreement_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF OLD.state IN ('accepted', 'carrier_signed', 'signed')
       AND (to_jsonb(NEW) - {WRITABLE}) IS DISTINCT FROM (to_jsonb(OLD) - {WRITABLE})
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
"""


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0003_payments_and_reports"),
    ]

    operations = [migrations.RunSQL(STAYS, FORMER)]
