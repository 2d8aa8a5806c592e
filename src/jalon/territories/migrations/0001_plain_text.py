"""How the whole product compares words: without accents, case, hyphens or apostrophes."""

from django.db import migrations

EXTENSIONS = """
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
"""

# Every name is qualified and the dictionary is named, so the answer depends on no search_path:
# that is what lets us declare it IMMUTABLE, and use it in generated columns and in indexes.
# normalize() first: text pasted from a Mac carries its accents as separate characters.
PLAIN = r"""
CREATE FUNCTION public.jalon_plain(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN pg_catalog.btrim(pg_catalog.translate(
        pg_catalog.lower(public.unaccent(
            'public.unaccent'::pg_catalog.regdictionary,
            pg_catalog.translate(
                pg_catalog.normalize(value, 'NFC'), U&'\2019\02BC\2018\2010\2011\2013\2014\00A0', '        '
            )
        )),
        '-''`', '   '
    ));
COMMENT ON FUNCTION public.jalon_plain(text) IS
    'Text as it is compared: lower case, no accent, spaces instead of hyphens and apostrophes.';
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(EXTENSIONS, migrations.RunSQL.noop),
        migrations.RunSQL(PLAIN, "DROP FUNCTION public.jalon_plain(text)"),
    ]
