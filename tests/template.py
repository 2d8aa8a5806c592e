"""`python -m tests.template`: a migrated database that each process of the suite copies."""

import django
from django.db import connection

if __name__ == "__main__":
    django.setup()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
