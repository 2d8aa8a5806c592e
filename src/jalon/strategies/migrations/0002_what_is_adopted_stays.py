from django.db import migrations

# What has been proposed is what is read, discussed and adopted: the database keeps it as it is,
# whoever writes. Withdrawn, a proposal is a draft again.
STAYS = """
CREATE FUNCTION jalon_strategy_step_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    is_draft boolean;
BEGIN
    SELECT status = 'draft' INTO is_draft FROM strategies_strategy
        WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.strategy_id ELSE NEW.strategy_id END;
    IF NOT is_draft THEN
        RAISE EXCEPTION 'the steps of a strategy change only while it is a draft'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'strategy_steps_stay';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $body$;
CREATE TRIGGER strategy_steps_stay BEFORE INSERT OR UPDATE OR DELETE ON strategies_strategystep
    FOR EACH ROW EXECUTE FUNCTION jalon_strategy_step_stays();

CREATE FUNCTION jalon_strategy_means_stay() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    is_draft boolean;
BEGIN
    SELECT status = 'draft' INTO is_draft FROM strategies_strategy
        JOIN strategies_strategystep AS step ON step.strategy_id = strategies_strategy.id
        WHERE step.id = CASE TG_OP WHEN 'DELETE' THEN OLD.step_id ELSE NEW.step_id END;
    IF NOT is_draft THEN
        RAISE EXCEPTION 'the means of a strategy change only while it is a draft'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'strategy_means_stay';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $body$;
CREATE TRIGGER strategy_means_stay BEFORE INSERT OR UPDATE OR DELETE ON strategies_strategymeans
    FOR EACH ROW EXECUTE FUNCTION jalon_strategy_means_stay();
"""
GOES = """
DROP TRIGGER strategy_means_stay ON strategies_strategymeans;
DROP FUNCTION jalon_strategy_means_stay();
DROP TRIGGER strategy_steps_stay ON strategies_strategystep;
DROP FUNCTION jalon_strategy_step_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("strategies", "0001_strategies"),
    ]

    operations = [migrations.RunSQL(STAYS, GOES)]
