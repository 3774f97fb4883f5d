"""Libraries that others import where they find them, for what is never asked of them: left out, a start is quicker."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def absent(*names: str) -> Iterator[None]:
    """Inside, the modules `names` are as if they were not installed; whoever wants one afterwards can have it.

    One that is loaded already stays.
    """
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # what an import looks at first: it refuses
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
