"""Contours: round levels inside the heights, of any size."""

from __future__ import annotations

import numpy as np
import pytest

from landscape import (
    Landscape,
    catalogue,
)
from landscape.levels import contour_levels, frame


@pytest.mark.parametrize("f", catalogue(), ids=lambda f: f.name)
def test_levels_ascend_inside_the_heights_and_some_are_strong(f: Landscape) -> None:
    (x0, x1), (y0, y1) = frame(f.domain)
    values = f.value(np.stack(np.meshgrid(np.linspace(x0, x1, 60), np.linspace(y0, y1, 40)), axis=-1))
    levels, strong = contour_levels(values)
    assert (np.diff(levels) > 0).all()
    assert values.min() < levels[0]
    assert levels[-1] < values.max()
    assert 10 <= levels.size <= 45
    assert 1 <= strong.sum() <= 10
    # Neither half of the ground goes without: a floor is drawn too, beside cliffs of any height.
    assert 0.2 <= np.mean(levels < np.median(values)) <= 0.8


def test_levels_of_what_has_none() -> None:
    for values in (np.zeros((3, 3)), np.full((2, 2), np.nan), np.array([[0.0, np.inf]])):
        levels, strong = contour_levels(values)
        assert levels.size == strong.size == 0


@pytest.mark.parametrize("span", [1e-320, 1e-12, 1.0, 1e300])
@pytest.mark.parametrize("base", [0.0, -1.0, 1e9])
def test_levels_of_any_size_lie_inside_the_heights(base: float, span: float) -> None:
    values = base + span * np.linspace(0.0, 1.0, 200) ** 8
    for field in (values, -values):
        levels, strong = contour_levels(field)
        assert levels.size == strong.size <= 20
        assert (np.diff(levels) > 0).all()
        assert ((field.min() < levels) & (levels < field.max())).all()


def test_levels_of_heights_at_the_end_of_doubles() -> None:
    """No sum and no difference of two heights may overflow unseen: the suite turns a warning into an error."""
    apart = 1.7e308 * np.linspace(-1.0, 1.0, 50)
    assert contour_levels(apart)[0].size == 0
    high = np.linspace(1.2e308, 1.7e308, 50)
    levels, _ = contour_levels(high)
    assert 10 <= levels.size <= 45
    assert ((high.min() < levels) & (levels < high.max())).all()
