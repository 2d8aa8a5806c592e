"""People who do not exist, and the demonstration territory: everything here is invented.

Deterministic: the same seed and the same day give the same people. Calibrated on public figures
(`figures.py`), which `population_report` prints beside what was generated.
"""
