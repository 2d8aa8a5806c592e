"""The changes that change nothing, each with the reason: read them as a list of claims."""

# module, what was written, what a mutant writes, why no test can tell them apart
EQUIVALENT: tuple[tuple[str, str, str, str], ...] = ()
