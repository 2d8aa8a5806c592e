"""`python -m tests.template`: a migrated database that each process of the suite copies."""

import gc

import django
from django.db import connection

# Each migration makes the models of its day again, by thousands: looked over less often, they
# cost a fifth less time.
gc.set_threshold(50_000, 20, 20)

if __name__ == "__main__":
    django.setup()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
