"""What the classifier refuses.

ClassifierError
└── BrokenData    a file of the model does not say what it should: the operator repairs the named line
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
