"""What the classifier refuses.

ClassifierError
├── BrokenData    a file of the model does not say what it should: the operator repairs the named line
└── DoesWorse     a new model loses what the present one knows: the operator keeps the present one
"""

from __future__ import annotations

from pathlib import Path


class ClassifierError(Exception):
    """The root of everything that this package raises on purpose."""


class BrokenData(ClassifierError):
    """A file of the model cannot be used; the message names the file, the line (from 1) and what is wrong there."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(f"{path}:{line}: {why}")
        self.path = path
        self.line = line
        self.why = why


class DoesWorse(ClassifierError):
    """A new model is right on fewer of the kept corrections than the present one; `lost` are their lines (from 2)."""

    def __init__(self, right: int, was_right: int, rows: int, lost: tuple[int, ...]) -> None:
        lines = ", ".join(map(str, lost[:10]))
        super().__init__(f"refused: right on {right} of {rows} kept corrections, before on {was_right}; lost: {lines}")
        self.lost = lost
