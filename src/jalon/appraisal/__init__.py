"""The appraisal of filed projects: admissibility, readings, opinions, decision, announcement."""
