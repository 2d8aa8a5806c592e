"""Who sees what: the matrix of roles and blocks, readable by a lawyer, and all that it generates.

Knows no domain and no framework. `matrix` holds the table; `capacities` says in which row a
professional stands; `effective` is the table of a deployment, narrowed and never widened;
`row_security` turns it into the policies of the database.
"""
