"""The pages of a dossier, whole or block by block, and the caseload."""
