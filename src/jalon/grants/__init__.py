"""After the announcement: the agreement of a project, its payments, its reports, what is published."""
