"""Still pictures: whole without a script, to scale, and the same numbers as everywhere."""

from __future__ import annotations

import builtins
import json
import re
import xml.etree.ElementTree as ElementTree
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from landscape import (
    Adam,
    Bowl,
    Expression,
    GradientDescent,
    HeavyBall,
    Himmelblau,
    Landscape,
    Newton,
    Rosenbrock,
    Saddle,
    TrustRegion,
    catalogue,
    descend,
)
from landscape.bridge import answer
from landscape.levels import contour_levels, frame
from landscape.pictures import Picture, explorer, map_svg, picture
from landscape.pictures.plane import HEIGHT, WIDTH, Scale, clip, polyline
from landscape.pictures.styles import COLOURS, METHODS, styles

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str | None) -> ElementTree.Element:
    assert svg is not None
    return ElementTree.fromstring(svg)


def classed(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [e for e in root.iter() if name in (e.get("class") or "").split()]


def points(d: str) -> list[list[tuple[float, float]]]:
    """The pieces of a path that is made of M and L only."""
    assert set(re.findall("[A-Za-z]", d)) <= {"M", "L"}
    return [
        [(float(x), float(y)) for x, y in (spot.split() for spot in piece.split("L"))]
        for piece in d.split("M")
        if piece
    ]


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


def test_steps_are_drawn_to_scale_each_in_its_hue() -> None:
    svg = drawn(explorer(Saddle(), GradientDescent(0.25), Newton(), point=[1.0, 0.5])._repr_svg_())
    steps = {e.get("data-method"): e for e in classed(svg, "ls-step")}
    for name, end in (("GradientDescent", "420 150"), ("Newton", "360 240")):
        halo, line = steps[name].findall(f"{SVG}line")
        assert (line.get("x1"), line.get("y1")) == ("480", "180")
        assert steps[name].get("data-end") == end
        assert COLOURS[METHODS[name].hue] in line.get("stroke", "")
        assert COLOURS["halo"] in halo.get("stroke", "")
    (probe,) = classed(svg, "ls-probe")
    assert (probe.get("cx"), probe.get("cy")) == ("480", "180")


def test_a_step_that_leaves_has_two_heads_and_a_refused_one_is_crossed_out() -> None:
    svg = drawn(explorer(Saddle(), GradientDescent(2.0), point=[0.1, 1.0])._repr_svg_())
    (step,) = classed(svg, "ls-step")
    # Towards (-0.3, 5): it leaves at the upper edge, y = 2.
    x, y = map(float, step.get("data-end", "").split())
    assert (x, y) == (pytest.approx((0.0 + 3) * 120, abs=0.06), 0.0)
    assert len(step.findall(f"{SVG}path")) == 2
    # The first Newton step of a trust region on Himmelblau from here is refused.
    still = explorer(Rosenbrock(), TrustRegion(radius=2.0), point=[-1.0, 1.0], steps=0)
    assert still.probe["steps"][0]["reason"] == "refused"
    (step,) = classed(drawn(still._repr_svg_()), "ls-step")
    assert COLOURS["wrong"] in ElementTree.tostring(step).decode()


def test_a_probe_off_the_map_says_so_at_the_border() -> None:
    svg = drawn(explorer(Saddle(), point=[9.0, 0.0])._repr_svg_())
    assert not classed(svg, "ls-probe")
    assert [e.text for e in svg.iter(f"{SVG}text") if "off the map" in (e.text or "")] == ["off the map, at (9, 0)"]


def test_a_still_explorer_has_its_numbers_and_what_the_script_needs() -> None:
    still = explorer(Saddle())
    html = still._repr_html_()
    for words in ("indefinite", "not stationary", "(2.8, −1.2)", "[2, 0; 0, −2]", "Newton step</th><td>Goes down"):
        assert words in html
    data = {k: json.loads(unescape(v)) for k, v in re.findall(r"data-(catalogue|probe|preset)='([^']*)'", html)}
    assert data["catalogue"] == answer({"query": "describe"})["result"]
    assert data["probe"] == answer({"query": "probe", "landscape": "Saddle", "point": [1.4, 0.6]})["result"]
    assert data["preset"] == still.preset.plain()
    assert still._element_() == {
        "tag": "landscape-explorer",
        "label": "Show in the explorer",
        "view": still.preset.plain(),
    }
    assert [m["name"] for m in data["preset"]["methods"]] == ["GradientDescent", "Newton"]


def test_after_steps_the_probe_stands_where_the_lead_came_to() -> None:
    f, methods = Rosenbrock(), (GradientDescent(0.001), HeavyBall(0.0005), TrustRegion())
    still = explorer(f, *methods, point=[-1.2, 1.0], steps=9, lead="HeavyBall")
    for stepper in methods:
        np.testing.assert_array_equal(still.paths[stepper.name], descend(f, stepper, [-1.2, 1.0], 9).point)
    end = descend(f, HeavyBall(0.0005), [-1.2, 1.0], 10).point
    assert still.probe["point"] == end[-2].tolist()
    # The next step of the lead goes on with its velocity.
    assert still.probe["steps"][1]["point"] == end[-1].tolist()
    svg = drawn(still._repr_svg_())
    strokes = [e.get("stroke", "") for e in classed(svg, "ls-path")]
    assert [next(n for n in METHODS if COLOURS[METHODS[n].hue] in s) for s in strokes] == [m.name for m in methods]
    scale = Scale.of(f)
    (probe,) = classed(svg, "ls-probe")
    spot = [float(probe.get(k, "nan")) for k in ("cx", "cy")]
    assert spot == pytest.approx(scale(end[-2]).tolist(), abs=0.051)
    without = drawn(explorer(f, *methods)._repr_svg_())
    assert not classed(without, "ls-path")


@pytest.mark.parametrize("point", [([1.0]), ([1.0, np.nan]), "a"])
def test_a_still_that_makes_no_sense_is_refused(point: Any) -> None:
    with pytest.raises(ValueError, match="expected"):
        explorer(Saddle(), point=point)


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


def test_styles_are_those_of_the_explorer() -> None:
    table = (ROOT / "web" / "explorer" / "methods.ts").read_text("utf-8")
    rows = re.findall(r'(\w+): \{ hue: "([\w-]+)", dash: \[([\d, ]*)\], end: "(\w+)" \}', table)
    there = {name: (hue, tuple(int(n) for n in dash.split(",") if n.strip()), end) for name, hue, dash, end in rows}
    assert there == {name: (s.hue, s.dash, s.mark) for name, s in METHODS.items()}
    sheet = (ROOT / "docs" / "stylesheets" / "landscape.css").read_text("utf-8").split("@media screen")[0]
    light = dict(re.findall(r"--ls-([\w-]+): (#\w+);", sheet))
    assert {name: light[name] for name in COLOURS} == COLOURS


def test_no_two_lines_look_alike() -> None:
    chosen = styles(["Newton", *(f"line {k}" for k in range(30)), "Adam"])
    assert (chosen[0], chosen[-1]) == (METHODS["Newton"], METHODS["Adam"])
    assert len({(style.hue, style.dash) for style in chosen}) == len(chosen)
    assert len({style.hue for style in chosen[:8]}) == 8


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
