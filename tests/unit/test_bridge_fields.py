"""What the bridge says of the whole plane: heights, curvature, gradients, basins."""

from __future__ import annotations

import numpy as np
import pytest

from landscape import LANDSCAPES, STEPPERS, End, HeavyBall, Saddle, basins
from landscape.bridge import answer

from .under_test import good


def test_field_is_values_on_a_grid_with_row_zero_below() -> None:
    field = good(query="field", landscape="Saddle", resolution=[5, 3], window=[[-2, 2], [-1, 1]])
    np.testing.assert_array_equal(field["values"][0], np.array([4, 1, 0, 1, 4]) - 1.0)
    assert field["values"].shape == (3, 5)
    assert (field["minimum"], field["maximum"]) == (-1.0, 4.0)
    assert field["levels"] == sorted(field["levels"])
    assert len(field["strong"]) == len(field["levels"])


def test_curvature_and_arrows_are_those_of_the_landscape() -> None:
    f = LANDSCAPES["Rosenbrock"]()
    told = good(query="curvature", landscape="Rosenbrock", resolution=[9, 7])
    assert told["low"].shape == told["high"].shape == (7, 9)
    xs, ys = np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-1, 3, 7))
    np.testing.assert_array_equal(told["low"] > 0, ys < xs**2 + 1 / 200)
    arrows = good(query="arrows", landscape="Rosenbrock", resolution=[4, 3])
    np.testing.assert_array_equal(arrows["gradients"], f.gradient(arrows["points"]))
    assert arrows["points"].shape == (12, 2)
    assert (np.abs(arrows["points"][:, 0]) < 2).all()


@pytest.mark.parametrize("method", ["Newton", "GradientDescent", "Adam", "TrustRegion"])
@pytest.mark.parametrize("landscape", ["Himmelblau", "Saddle", "FlatValley"])
def test_basins_come_in_rows_that_go_on_to_the_same_end(landscape: str, method: str) -> None:
    f = LANDSCAPES[landscape]()
    (x0, x1), (y0, y1) = f.domain
    starts = np.stack(np.meshgrid(np.linspace(x0, x1, 24), np.linspace(y0, y1, 16)), axis=-1)
    _, kinds, which = basins(f, STEPPERS[method](), starts, 40)
    ask = {"query": "basins", "landscape": landscape, "method": method, "resolution": [24, 16]}
    for rows, steps in (([0, 3], 5), ([2, 9], 11), ([9, 16], 40), ([0, 16], 22), ([0, 16], 40)):
        told = good(**ask, rows=rows, steps=steps)
        assert told["milliseconds"] > 0
    np.testing.assert_array_equal(told["kinds"], kinds)
    np.testing.assert_array_equal(told["which"], which)
    # Fewer steps than were taken already: from the start, to the same end.
    early = good(**ask, rows=[0, 16], steps=5)
    np.testing.assert_array_equal(early["kinds"], basins(f, STEPPERS[method](), starts, 5)[1])


def test_a_path_that_lingers_at_a_saddle_is_not_ended() -> None:
    # Beside the saddle, in its window of four by four, by less than what counts as stationary.
    side = [1e-9, 2e-9]
    ask = {"query": "basins", "landscape": "Saddle", "method": "GradientDescent", "resolution": [2, 2]}
    early = good(**ask, window=[side, side], rows=[0, 2], steps=1)
    assert (early["kinds"] == End.SADDLE).all()
    late = good(**ask, window=[side, side], rows=[0, 2], steps=300)
    starts = np.stack(np.meshgrid(side, side), axis=-1)
    np.testing.assert_array_equal(late["kinds"], basins(Saddle(), STEPPERS["GradientDescent"](), starts, 300)[1])
    assert (late["kinds"] == End.DIVERGED).all()


def test_a_minimum_is_no_end_for_a_method_with_memory() -> None:
    method = {"name": "HeavyBall", "parameters": {"learning_rate": 0.5, "momentum": 0.9}}
    ask = {"query": "basins", "landscape": "Bowl", "method": method, "resolution": [6, 4], "rows": [0, 4]}
    assert (good(**ask, steps=1)["kinds"] == End.MINIMUM).all()
    xs, ys = (np.linspace(-2, 2, n) for n in (6, 4))
    starts = np.stack(np.meshgrid(xs, ys), axis=-1)
    for steps in (2, 3):
        fresh = basins(LANDSCAPES["Bowl"](), HeavyBall(0.5, 0.9), starts, steps)[1]
        np.testing.assert_array_equal(good(**ask, steps=steps)["kinds"], fresh)
        assert (fresh == End.MOVING).all()


def test_more_work_than_a_page_asks_for_is_refused_with_the_numbers() -> None:
    ask = {"query": "basins", "landscape": "Bowl", "method": "Newton", "resolution": [1024, 1024]}
    reply = answer({**ask, "rows": [0, 1024], "steps": 10_000})
    assert not reply["ok"]
    assert "at most 20000000 starts times steps, got 10485760000" in reply["error"]
    reply = answer({**ask, "rows": [5, 7], "steps": 9_766})
    assert "got 20000768" in reply["error"]


def test_a_minimum_is_no_end_where_steps_are_too_long() -> None:
    # Beside the minimum by less than what counts as stationary; with this rate each step doubles the distance.
    side = [1e-9, 2e-9]
    rate = {"learning_rate": 1.5}
    ask = {"query": "basins", "landscape": "Bowl", "method": {"name": "GradientDescent", "parameters": rate}}
    ask |= {"resolution": [2, 2], "rows": [0, 2], "window": [side, side]}
    assert (good(**ask, steps=1)["kinds"] == 0).all()
    late = good(**ask, steps=300)
    starts = np.stack(np.meshgrid(side, side), axis=-1)
    fresh = basins(LANDSCAPES["Bowl"](), STEPPERS["GradientDescent"](**rate), starts, 300)
    np.testing.assert_array_equal(late["kinds"], fresh[1])
