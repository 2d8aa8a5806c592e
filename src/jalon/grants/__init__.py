"""After the announcement: the agreement of a project, payments, reports, what is published."""
