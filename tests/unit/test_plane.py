"""The plane in a picture: bands of height, holes in it, and lines cut at its border."""

from __future__ import annotations

import re

import numpy as np
import pytest

from landscape import (
    Expression,
    Saddle,
)
from landscape.levels import contour_levels
from landscape.pictures import map_svg
from landscape.pictures.plane import clip, polyline
from landscape.pictures.styles import COLOURS

from .svg import SVG, classed, drawn, points


def test_bands_cover_the_ground_that_they_say() -> None:
    """On f = x in a window from -3 to 3 each contour is a vertical line, where its level says."""
    f = Expression("x", domain=((-3.0, 3.0), (-2.0, 2.0)))
    bands = classed(drawn(map_svg(f)), "ls-height")
    levels, _ = contour_levels(f.value(np.stack(np.meshgrid(np.linspace(-3, 3, 109), [0.0]), axis=-1)))
    assert len(bands) == len(levels)
    for band, level in zip(bands, levels.tolist(), strict=True):
        assert int(band.get("stroke-width", "")) in (5, 11)
        # From the level to the right border and back, in tenths of a pixel: four corners and nothing between.
        d = band.get("d", "")
        start = d[1:].split("l")[0].split()
        numbers = [int(n) for n in re.findall(r"-?\d+", d.split("l")[1])]
        corners = np.cumsum([[int(start[0]), int(start[1])], *np.reshape(numbers, (-1, 2)).tolist()], axis=0)
        assert sorted({int(x) for x in corners[:, 0]}) == pytest.approx([(level + 3) * 1200, 7200], abs=1)
        assert sorted({int(y) for y in corners[:, 1]}) == [0, 4800]
        assert len(numbers) <= 8


def test_what_has_no_height_is_hatched() -> None:
    assert COLOURS["hole"] in map_svg(Expression("log(x)"))
    assert COLOURS["hole"] in map_svg(Expression("log(-1 - x**2)"))
    assert COLOURS["hole"] not in map_svg(Saddle())


def test_clipping_is_exact() -> None:
    a, b = (100.0, 100.0), (200.0, 150.0)
    assert [end.tolist() for end in clip(a, b) or ()] == [list(a), list(b)]
    assert [end.tolist() for end in clip((-72, 48), (72, 192)) or ()] == [[0.0, 120.0], [72.0, 192.0]]
    assert [end.tolist() for end in clip((360, 240), (360, -1e300)) or ()] == [[360.0, 240.0], [360.0, 0.0]]
    assert clip((-10, 0), (-10, 480)) is None
    assert clip((-10, 5), (5, -11)) is None
    assert clip(a, (np.nan, 0)) is None
    assert clip(a, (np.inf, 0)) is None


def test_a_line_is_broken_where_it_is_outside_or_no_number() -> None:
    spots = np.array([[10.0, 10.0], [20.04, 10.0], [np.nan, 0.0], [30.0, 10.0], [30.0, -990.0], [700, -990], [700, 10]])
    assert points(polyline(spots, 0.0)) == [
        [(10.0, 10.0), (20.0, 10.0)],
        [(30.0, 10.0), (30.0, 0.0)],
        [(700.0, 0.0), (700.0, 10.0)],
    ]
    assert polyline(np.array([[1.0, 1.0], [1.001, 1.0]])) == "M1 1"
    assert polyline(np.array([[1.0, 1.0]])) == ""


@pytest.mark.parametrize(
    "text",
    [
        "x*1e308",
        "-1.79e308*sin(9*x)",
        "(x**2 + y**2)*1e307",
        "1.7e308 - abs(x)",
        "1e308",
        "1e17",
        "-1.797e308",
        "exp(35*x*x)",
    ],
)
def test_heights_of_any_size_are_drawn(text: str) -> None:
    svg = drawn(map_svg(Expression(text)))
    bands = [e.get("d", "") for e in svg.iter(f"{SVG}path") if "--ls-h" in e.get("fill", "")]
    assert bands[0]
    assert not re.search(r"nan|inf", "".join(bands))


@pytest.mark.parametrize("half", [1e-320, 1e-307, 8e307])
def test_a_window_at_the_ends_of_doubles_is_a_picture_too(half: float) -> None:
    f = Expression("x", domain=((-half, half), (-half, half)))
    assert COLOURS["hole"] in map_svg(f)
