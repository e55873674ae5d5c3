"""Still pictures: whole without a script, to scale, and well-formed."""

from __future__ import annotations

import builtins
import re
from typing import Any

import numpy as np
import pytest

from landscape import (
    Adam,
    Bowl,
    Expression,
    GradientDescent,
    Himmelblau,
    Landscape,
    Newton,
    Rosenbrock,
    Saddle,
    catalogue,
    descend,
)
from landscape.pictures import Picture, explorer, map_svg, picture
from landscape.pictures.plane import HEIGHT, WIDTH
from landscape.pictures.styles import METHODS

from .svg import SVG, classed, drawn, points


@pytest.mark.parametrize("f", [*catalogue(), Expression("log(x) + y")], ids=lambda f: f.name)
def test_every_landscape_has_a_map_that_is_well_formed(f: Landscape) -> None:
    svg = drawn(map_svg(f))
    assert svg.get("viewBox") == "0 0 720 480"
    assert len(classed(svg, "ls-height")) > 5
    assert classed(svg, "ls-strong")
    assert svg.get("aria-label", "").startswith("Map of ")
    # A page has many maps, and a name in one of them must mean nothing in another.
    assert not [e for e in svg.iter() if e.get("id")]


def test_level_ground_and_no_ground_are_pictures_too() -> None:
    assert drawn(map_svg(Expression("3"))) is not None
    assert drawn(map_svg(Expression("log(-1 - x**2)"))) is not None


def test_a_map_says_where_its_coordinates_are() -> None:
    words = classed(drawn(map_svg(Saddle())), "ls-map-word")
    found = {(e.text, float(e.get("x", "nan")), float(e.get("y", "nan"))) for e in words}
    # The window is from -3 to 3 and from -2 to 2, at 120 pixels a unit.
    assert {("−2", 120.0, 461.0), ("0", 360.0, 461.0), ("2", 600.0, 461.0)} <= found
    assert {("−1", 11.0, 360.0), ("0", 11.0, 240.0), ("1", 11.0, 120.0)} <= found
    # Strong contours of x^2 - y^2 are labelled where they are.
    heights = [
        (float((text or "").replace("−", "-")), x, y) for text, x, y in found if text not in ("x", "y") and x > 60
    ]
    heights = [(level, (x - 360) / 120, (240 - y) / 120) for level, x, y in heights if y < 450]
    assert len(heights) == 2
    for level, x, y in heights:
        assert x * x - y * y == pytest.approx(level, abs=0.02)


def test_a_path_is_drawn_to_scale() -> None:
    path = descend(Saddle(), GradientDescent(0.25), [1.0, 0.5], steps=2)
    svg = drawn(picture(Saddle(), path)._repr_svg_())
    (line,) = classed(svg, "ls-path")
    # (1, 0.5), (0.5, 0.75), (0.25, 1.125); the window is from -3 to 3 and from -2 to 2.
    assert points(line.get("d", "")) == [[(480.0, 180.0), (420.0, 150.0), (390.0, 105.0)]]
    (start,) = classed(svg, "ls-start")
    assert (start.get("cx"), start.get("cy")) == ("480", "180")
    assert svg.get("aria-label", "").endswith("A path: 2 steps from (1, 0.5) to (0.25, 1.125).")


def test_paths_are_told_apart_by_method_then_setting_then_start() -> None:
    f = Himmelblau()
    gentle = descend(f, GradientDescent(0.01), [0.5, 0.5], 10)
    newton = descend(f, Newton(), [0.5, 0.5], 10)
    assert picture(f, gentle).labels == ("",)
    one = picture(f, gentle, newton)
    assert one.labels == ("Gradient descent", "Newton")
    assert one.styles == (METHODS["GradientDescent"], METHODS["Newton"])
    two = picture(f, gentle, descend(f, GradientDescent(0.02), [0.5, 0.5], 10))
    assert two.labels == ("Gradient descent, η = 0.01", "Gradient descent, η = 0.02")
    assert len(set(two.styles)) == 2
    far = picture(f, gentle, descend(f, GradientDescent(0.01), [-2.0, 0.5], 10))
    assert far.labels == ("Gradient descent, from (0.5, 0.5)", "Gradient descent, from (−2, 0.5)")
    given = picture(f, [[0.0, 0.0], [1.0, 1.0]], gentle.point, labels=("by hand", "by <b>"))
    html = given._repr_html_()
    assert "by hand</li>" in html
    assert "by &lt;b&gt;" in html
    assert "<b>" not in html


def test_many_paths_are_thin_lines_of_one_style() -> None:
    starts = np.stack(np.meshgrid([-1.0, 1.0], [0.5, 1.0, 1.5]), axis=-1)
    path = descend(Bowl(), GradientDescent(0.1), starts, 30)
    svg = drawn(picture(Bowl(), path)._repr_svg_())
    assert not classed(svg, "ls-path")
    (lines,) = classed(svg, "ls-paths")
    assert len(points(lines.get("d", ""))) == 6
    assert "6 paths of 30 steps" in svg.get("aria-label", "")


def test_a_long_path_has_marks_at_its_ends_only() -> None:
    f = Expression("0", domain=((0.0, 300.0), (0.0, 200.0)))
    for count, marks in ((100, 100), (200, 2)):
        line = np.stack([np.arange(count), np.full(count, 100.0)], axis=-1)
        svg = drawn(picture(f, line)._repr_svg_())
        dots = [e.get("d", "") for e in svg if e.tag == f"{SVG}path" and "a3.2" in e.get("d", "")]
        assert [d.count("M") for d in dots] == [marks]


@pytest.mark.parametrize(
    ("paths", "options", "words"),
    [
        (([1.0, 2.0],), {}, "paths: expected points of shape"),
        (([[1.0, 2.0, 3.0]],), {}, "expected"),
        (([[1.0, 2.0]],), {"labels": ("a", "b")}, "labels: expected 1"),
        ((), {"point": [[1.0, 2.0]]}, "point: expected two numbers"),
    ],
)
def test_a_picture_that_makes_no_sense_is_refused(paths: Any, options: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        picture(Saddle(), *paths, **options)


def test_text_of_a_reader_is_never_markup() -> None:
    class Tricky(Himmelblau.__mro__[1]):  # type: ignore[name-defined,misc]
        title = python = formula = "<script>\"'&</script>"
        about = source = ""
        domain = ((-1.0, 1.0), (-1.0, 1.0))
        start = (0.5, 0.5)
        stationary_points = ()

        def _value(self, x: Any, y: Any) -> Any:
            return x * y

        _gradient = _hessian = _value

    for html in (map_svg(Tricky()), picture(Tricky())._repr_html_(), Tricky()._repr_html_()):
        assert "<script" not in html
    assert drawn(map_svg(Tricky())).get("aria-label", "").startswith("Map of <script>")
    assert '"title":"Rosenbrock"' in explorer(Rosenbrock())._repr_html_()


@pytest.fixture
def no_contourpy(monkeypatch: pytest.MonkeyPatch) -> None:
    there = builtins.__import__

    def refuse(name: str, *args: Any, **options: Any) -> Any:
        if name.split(".")[0] == "contourpy":
            raise ImportError("No module named 'contourpy'")
        return there(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)


@pytest.mark.usefixtures("no_contourpy")
def test_without_contourpy_all_but_the_map_is_there() -> None:
    with pytest.raises(ImportError, match=r'pip install "landscape\[pictures\]"'):
        map_svg(Saddle())
    path = descend(Saddle(), GradientDescent(), [1.4, 0.6], 5)
    for shown in (explorer(Saddle()), picture(Saddle(), path), path, Saddle()):
        html = shown._repr_html_()
        assert html is not None
        assert "pip install &quot;landscape[pictures]&quot;" in html
        assert "<svg" not in html.replace('<svg viewBox="0 0 34 12"', "")
    assert explorer(Saddle())._repr_svg_() is None
    assert picture(Saddle(), path)._repr_svg_() is None


@pytest.mark.parametrize(
    "made",
    [
        picture(Himmelblau(), descend(Himmelblau(), Adam(), [0.5, 0.5], 9), labels=("Adam",)),
        explorer(Himmelblau(), steps=3),
    ],
    ids=lambda made: type(made).__name__,
)
def test_html_is_well_formed(made: Any) -> None:
    assert drawn(made._repr_html_()).tag == "div"
    if isinstance(made, Picture):
        (size,) = re.findall(r'viewBox="0 0 720 (\d+)"', made._repr_svg_() or "")
        # The drawing alone has its legend inside.
        assert int(size) > HEIGHT
        assert f'viewBox="0 0 {WIDTH} {HEIGHT}"' in made._repr_html_()


def test_one_is_said_as_one() -> None:
    one = picture(Saddle(), [[1.0, 1.0], [0.0, 0.0]], np.zeros((2, 1, 1, 2)), np.zeros((3, 2, 2)))
    assert one.label.endswith(
        "path 1: 1 step from (1, 1) to (0, 0). path 2: 1 path of 1 step. path 3: 2 paths of 2 steps."
    )
    assert "Gradient descent on Bowl: 2 paths of 1 step<" in str(
        descend(Bowl(), GradientDescent(), np.ones((2, 2)), 1)._repr_html_()
    )


def test_labels_of_every_method_leave_room_for_more() -> None:
    labels = [*METHODS, "mine", "Newton"]
    made = picture(Saddle(), *([[0.0, 0.0]] for _ in labels), labels=labels)
    assert len({(style.hue, style.dash) for style in made.styles}) == len(labels)


@pytest.mark.parametrize("draw", [picture, map_svg, explorer])
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("Saddle", r"landscape: expected a landscape such as Saddle\(\), got 'Saddle'"),
        (Saddle, r"landscape: expected a landscape, got its class; write Saddle\(\)"),
        (None, "landscape: expected a landscape such as"),
    ],
)
def test_what_is_no_landscape_is_refused(draw: Any, given: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        draw(given)
