"""Pages of the appraisal: of the officer, of a reader, of a body asked for its opinion."""
