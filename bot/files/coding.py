"""The modules of a QR code: segno's, but for the choice of the mask, which is weighed over whole arrays.

segno weighs the eight masks (ISO/IEC 18004 §7.8.3) module by module, and that was a third of what a poster cost. The
code is the same, module by module: tests compare the two.
"""

from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from segno import encoder

Modules: TypeAlias = NDArray[np.uint8]

# Its types leave these functions out.
_encoder: Any = encoder

RUN, SAME_BLOCK, LIKE_A_FINDER, UNEVEN = 5, 3, 40, 10
_FINDER = bytes((1, 0, 1, 1, 1, 0, 1))


def modules_of(content: str, level: str) -> tuple[tuple[int, ...], ...]:
    """The modules of the QR code, 1 for a dark one; `level`: l, m, q or h. Raises `ValueError` where it is too long."""
    code = _encoder.encode(content, error=level, micro=False, boost_error=False, mask=0)
    fixed, free, masks = _plan(len(code.matrix))
    bare = np.where(free, np.array([list(row) for row in code.matrix], np.uint8) ^ masks[0], fixed)
    each = bare ^ masks
    best = _best(each)
    rows = [bytearray(row.tobytes()) for row in each[best]]
    _encoder.add_format_info(rows, code.version, code.error, best)
    _encoder.add_version_info(rows, code.version)
    return tuple(tuple(row) for row in rows)


def _best(each: Modules) -> int:
    """The mask with the fewest penalty points."""
    lines = np.concatenate((each, each.transpose(0, 2, 1)), axis=1)
    return int(np.argmin(_runs(lines) + _blocks(each) + _finders(lines) + _share(each)))


@lru_cache(maxsize=8)
def _plan(size: int) -> tuple[Modules, NDArray[np.bool_], Modules]:
    """What is the same in every code of that size, where data stand, and the eight masks there."""
    rows = _encoder.make_matrix(size, size)
    _encoder.add_finder_patterns(rows, size, size)
    _encoder.add_alignment_patterns(rows, size, size)
    fixed = np.array([list(row) for row in rows], np.uint8)
    fixed[-8, 8] = 0  # dark in the end; weighed before it is drawn
    free = fixed > 1
    functions = _encoder.get_data_mask_functions(is_micro=False)
    masks = [[[bool(function(i, j)) for j in range(size)] for i in range(size)] for function in functions]
    return fixed, free, np.array(masks, np.uint8) & free


def _runs(lines: Modules) -> NDArray[np.int64]:
    """Five or more of one colour in a line: as many points less two."""
    same = lines[:, :, 1:] == lines[:, :, :-1]
    width = same.shape[2] - RUN + 2
    five = np.logical_and.reduce([same[:, :, at : at + width] for at in range(RUN - 1)])
    begun = five.sum(axis=(1, 2)) - (five[:, :, 1:] & five[:, :, :-1]).sum(axis=(1, 2))
    points: NDArray[np.int64] = five.sum(axis=(1, 2)) + 2 * begun
    return points


def _blocks(each: Modules) -> NDArray[np.int64]:
    """Two by two of one colour."""
    dark = each[:, 1:, 1:] + each[:, 1:, :-1] + each[:, :-1, 1:] + each[:, :-1, :-1]
    points: NDArray[np.int64] = SAME_BLOCK * ((dark == 0) | (dark == 4)).sum(axis=(1, 2))
    return points


def _finders(lines: Modules) -> NDArray[np.int64]:
    """What looks like a corner, with light beside it."""
    return np.array([LIKE_A_FINDER * sum(_looks(row.tobytes()) for row in rows) for rows in lines])


def _looks(line: bytes) -> int:
    count, at = 0, line.find(_FINDER)
    while at >= 0:
        beyond = at + len(_FINDER)
        light = not any(line[max(at - 4, 0) : at]) or not any(line[beyond : beyond + 4])
        count += light
        at = line.find(_FINDER, beyond if light else at + 4)
    return count


def _share(each: Modules) -> NDArray[np.int64]:
    """Ten for each step of five per cent away from half and half."""
    share = each.sum(axis=(1, 2)) / each[0].size
    points: NDArray[np.int64] = UNEVEN * (abs(share * 100 - 50) / 5).astype(int)
    return points
