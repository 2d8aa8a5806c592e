"""Due dates of each dossier: computed from its milestones and the strategy in force, never typed.

Milestones are a projection of the journal; deadlines are what the steps of the strategy make of
them. Both can be thrown away and computed again.
"""
