"""What people live through, drawn by the thousand: household, age, rights, work, difficulties."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jalon.synthetic import proportions as share
from jalon.synthetic.dice import Integers, draw, draw_by

Flags = NDArray[np.bool_]
YEAR = 365.25
NEVER = 100_000
RSA, YOUNG, JOB_SEEKER = range(3)
THEMES = (*share.MAIN_BARRIERS, *share.OTHER_BARRIERS)


@dataclass(frozen=True)
class Circumstances:
    """One row per person; durations are days before today.

    `standing`: RSA, YOUNG (a young person without RSA) or JOB_SEEKER (on ASS). `household` is an
    index of proportions.HOUSEHOLDS. `delay` is from the opening of rights to orientation.
    `barriers`: a column per theme of THEMES. `last_worked` is -1 for "employed now".
    """

    standing: Integers
    household: Integers
    female: Flags
    age: Integers
    entered: Integers
    delay: Integers
    education: Integers
    employed: Flags
    last_worked: Integers
    disabled: Flags
    barriers: Flags


def draw_circumstances(rng: np.random.Generator, size: int) -> Circumstances:
    """The circumstances of `size` people; the same generator state gives the same people."""
    standing = draw(rng, (1 - share.OTHERS_SHARE, share.OTHERS_SHARE * 0.7, 0.03 * 0.8), size)
    household = draw(rng, [weight for weight, _, _ in share.HOUSEHOLDS], size)
    young = standing == YOUNG
    household[young] %= 2
    women = np.array([share_of_women for _, share_of_women, _ in share.HOUSEHOLDS])
    female = rng.random(size) < women[household]
    age_class = draw_by(rng, share.AGE_BY_HOUSEHOLD, household)
    age = _ages(rng, age_class, household, young)
    entered = _entered(rng, age_class, age, household, young)
    employed, last_worked = _work(rng, size)
    return Circumstances(
        standing=standing,
        household=household,
        female=female,
        age=age,
        entered=entered,
        delay=_delays(rng, size),
        education=draw(rng, list(share.EDUCATION.values()), size),
        employed=employed,
        last_worked=last_worked,
        disabled=rng.random(size) < np.where(age > 45 * YEAR, share.RQTH * 1.5, share.RQTH * 0.6),
        barriers=_barriers(rng, household),
    )


def _ages(
    rng: np.random.Generator, age_class: Integers, household: Integers, young: Flags
) -> Integers:
    """Ages in days. Without children the RSA starts at 25, with children earlier."""
    lowest, highest = np.array(share.AGES, dtype=float).T
    low, high = lowest[age_class], highest[age_class] + 1
    low[(age_class == 0) & np.isin(household, (2, 3))] = 20
    low[young], high[young] = 17, 25
    return np.floor((low + rng.random(len(low)) * (high - low)) * YEAR).astype(np.int64)


def _entered(
    rng: np.random.Generator, age_class: Integers, age: Integers, household: Integers, young: Flags
) -> Integers:
    """Days since the RSA was opened (or since support began, for those without)."""
    first, last = np.array(share.SENIORITIES).T
    seniority = draw_by(rng, share.SENIORITY_BY_AGE, age_class)
    days = first[seniority] + rng.random(len(age)) * (last - first)[seniority]
    start = np.where(np.isin(household, (2, 3, 4)), 18, 25) * YEAR
    longest = np.maximum(age - start, 20)
    # Too young for that long: somewhere within what their age allows.
    days = np.where(days > longest, 5 + rng.random(len(age)) * (longest - 5), days)
    days[young] = 10 + rng.random(young.sum()) * 500
    return np.floor(days).astype(np.int64)


def _delays(rng: np.random.Generator, size: int) -> Integers:
    u = rng.random(size)
    days = share.ORIENTATION_SCALE_DAYS * (u / (1 - u)) ** (1 / share.ORIENTATION_SHAPE)
    days[rng.random(size) < share.NEVER_ORIENTED] = NEVER
    return np.clip(np.ceil(days), 3, NEVER).astype(np.int64)


def _work(rng: np.random.Generator, size: int) -> tuple[Flags, Integers]:
    """Whether employed now, and how many days ago the last job ended."""
    u = rng.random(size)
    employed = u < share.EMPLOYED_NOW
    recent = u < share.WORKED_WITHIN_A_YEAR
    last_year = rng.integers(10, 364, size)
    longer = rng.integers(370, 4000, size)
    return employed, np.where(employed, -1, np.where(recent, last_year, longer))


def _barriers(rng: np.random.Generator, household: Integers) -> Flags:
    """The difficulties of each person. Childcare only where there are children.

    The six main ones are independent: that alone gives the 82 % of the source who have one.
    """
    size = len(household)
    parents = np.isin(household, (2, 3, 4))
    main = rng.random((size, len(share.MAIN_BARRIERS))) < list(share.MAIN_BARRIERS.values())
    family = list(share.MAIN_BARRIERS).index("famille")
    weight = [weight for weight, _, _ in share.HOUSEHOLDS]
    share_of_parents = sum(weight[2:]) / sum(weight)
    odds = share.MAIN_BARRIERS["famille"] / share_of_parents
    main[:, family] = parents & (rng.random(size) < odds)
    others = rng.random((size, len(share.OTHER_BARRIERS))) < list(share.OTHER_BARRIERS.values())
    others &= np.any(main, axis=1, keepdims=True)
    return np.hstack([main, others])
