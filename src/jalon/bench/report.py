"""What a bench found: figures, the same of a reference, and whether the targets are met."""

import json
from dataclasses import dataclass, field
from typing import Literal

Bound = Literal["at most", "at least"]


@dataclass(frozen=True)
class Target:
    """A bound on one figure, in the figure's own unit."""

    figure: str
    bound: Bound
    value: float

    def met_by(self, figures: dict[str, float]) -> bool:
        found = figures[self.figure]
        return found <= self.value if self.bound == "at most" else found >= self.value


@dataclass
class Report:
    """One run. The unit ends the name of a figure: `p50_ms`, `rows_per_s`, `session_kb`.

    `reference` holds the same figures (those that exist) of what we compare with, measured in the
    same run on the same machine; it also goes into the JSON figures as `reference_…`.
    """

    name: str
    figures: dict[str, float] = field(default_factory=dict)
    targets: list[Target] = field(default_factory=list)
    reference: dict[str, float] = field(default_factory=dict)
    reference_name: str = "reference"

    @property
    def met(self) -> bool:
        return all(target.met_by(self.figures) for target in self.targets)

    def as_text(self) -> str:
        """A table: figure, reference, ratio, target."""
        rows = [("", self.name, self.reference_name, "ratio", "target")]
        bounds = {target.figure: target for target in self.targets}
        for figure, found in self.figures.items():
            other, bound = self.reference.get(figure), bounds.get(figure)
            rows.append(
                (
                    figure,
                    _short(found),
                    "" if other is None else _short(other),
                    f"{found / other:.2f}" if other else "",
                    _verdict(bound, self.figures) if bound else "",
                )
            )
        widths = [max(len(row[column]) for row in rows) for column in range(5)]
        return "\n".join(
            "  ".join(
                cell.ljust(width) if column in {0, 4} else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in rows
        )

    def as_json(self) -> str:
        """One line: {"name", "figures", "targets", "met"}."""
        figures = {**self.figures, **{f"reference_{k}": v for k, v in self.reference.items()}}
        targets = {
            target.figure: {target.bound: target.value, "met": target.met_by(self.figures)}
            for target in self.targets
        }
        rounded = {name: round(value, 3) for name, value in figures.items()}
        return json.dumps(
            {"name": self.name, "figures": rounded, "targets": targets, "met": self.met}
        )


def quantile(values: list[float], share: float) -> float:
    """The value under which `share` of the values lie; not a number when there are none."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else float("nan")


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def _verdict(target: Target, figures: dict[str, float]) -> str:
    return f"{target.bound} {_short(target.value)}: {'met' if target.met_by(figures) else 'MISSED'}"
