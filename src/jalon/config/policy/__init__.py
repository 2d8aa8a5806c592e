"""The matrix of rights, turned into row-level security and put in the database.

`letters` writes what each capacity reads and writes; `reach` works out which blocks of which
dossiers one hat reaches; `guards` says, table by table, which block a row belongs to; `apply` puts
it all in place after the migrations, and tells a change of the table as a fact.
"""
