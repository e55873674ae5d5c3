"""Presets: what an explorer is handed means the very landscape and the very methods that were asked for."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from landscape import (
    STEPPERS,
    Adam,
    Bowl,
    Expression,
    GradientDescent,
    Landscape,
    Newton,
    Quadratic,
    Rosenbrock,
    Saddle,
    Stepper,
    catalogue,
    descend,
)
from landscape.bridge import answer
from landscape.presets import MOST_STEPS, OVERLAYS, PANELS, Preset, landscape_card, spec

from .under_test import LANDSCAPES as MANY

EXPLORER = Path(__file__).parents[2] / "web" / "explorer"
SPECS: list[tuple[Landscape, Any]] = [
    (Saddle(), "Saddle"),
    (Bowl(eigenvalues=(1.0, 10.0)), {"name": "Bowl", "parameters": {"eigenvalues": [1.0, 10.0], "angle": 0.0}}),
    (Quadratic(), {"name": "Quadratic", "parameters": {"eigenvalues": [2.0, 2.0], "angle": 0.0}}),
    (
        Expression("x*y", domain=((0.0, 1.0), (0.0, 2.0))),
        {"expression": "x*y", "domain": [[0.0, 1.0], [0.0, 2.0]]},
    ),
]


class Mine(Saddle.__mro__[1]):  # type: ignore[name-defined,misc]
    """A reader's own subclass of `Quadratic`."""

    title = "Mine"


@dataclass(frozen=True)
class Lazy(Stepper[Any]):
    title = "Lazy"
    about = "It stays."

    def init(self, landscape: Landscape, point: Any) -> Any: ...

    def step(self, landscape: Landscape, state: Any) -> Any: ...


@pytest.mark.parametrize(("landscape", "expected"), SPECS, ids=lambda x: getattr(x, "name", ""))
def test_a_spec_is_name_parameters_or_expression(landscape: Landscape, expected: Any) -> None:
    assert spec(landscape) == expected


@pytest.mark.parametrize("f", [*MANY, *(f for f, _ in SPECS)], ids=repr)
def test_the_bridge_makes_an_equal_landscape_of_a_spec(f: Landscape) -> None:
    sent = json.loads(json.dumps(spec(f), allow_nan=False))
    point = list(f.start)
    reply = answer({"query": "probe", "landscape": sent, "point": point})
    assert reply["ok"], reply
    assert reply["result"]["value"] == f.value(point)
    assert reply["result"]["gradient"] == f.gradient(point).tolist()
    assert reply["result"]["hessian"] == f.hessian(point).tolist()
    walk = answer({"query": "path", "landscape": sent, "method": "GradientDescent", "point": point, "steps": 5})
    np.testing.assert_array_equal(walk["result"]["points"], descend(f, GradientDescent(), point, 5).point)
    assert answer({"query": "describe", "landscape": sent})["result"] == landscape_card(f)


def test_a_card_is_of_these_parameters() -> None:
    card = landscape_card(Bowl(eigenvalues=(1.0, 10.0)))
    assert card["python"] == "0.5*x**2 + 5.0*y**2"
    assert card["formula"] == "0.5 x^2 + 5 y^2"
    assert (card["least"], card["goal"]) == (0.0, "minimum")
    assert card["stationary_points"] == [{"point": [0.0, 0.0], "kind": "minimum", "value": 0.0}]
    card = landscape_card(Quadratic(eigenvalues=(3.0, -1.0)))
    assert card["stationary_points"][0]["kind"] == "saddle"
    assert (card["least"], card["goal"]) == (None, "stationary point")
    card = landscape_card(Expression("x*y", domain=((0.0, 3.0), (0.0, 2.0))))
    assert (card["title"], card["python"], card["goal"]) == ("x*y", "x*y", None)
    assert card["window"] == [[0.0, 3.0], [0.0, 2.0]]
    assert card["stationary_points"] == []
    assert card["start"] == pytest.approx([2.4, 1.4])


@pytest.mark.parametrize("f", catalogue(), ids=lambda f: f.name)
def test_cards_of_the_catalogue_are_those_of_the_bridge(f: Landscape) -> None:
    listed = answer({"query": "describe"})["result"]["landscapes"]
    assert landscape_card(f) in listed


def test_a_preset_is_plain_data_that_survives_json() -> None:
    preset = Preset(Bowl((1.0, 10.0)), (GradientDescent(0.15), Adam()), (1.0, 0.5), 20, ("cross",), ("chart",), "Adam")
    plain = preset.plain()
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert plain == {
        "landscape": {"name": "Bowl", "parameters": {"eigenvalues": [1.0, 10.0], "angle": 0.0}},
        "card": landscape_card(Bowl((1.0, 10.0))),
        "point": [1.0, 0.5],
        "methods": [
            {"name": "GradientDescent", "parameters": {"learning_rate": 0.15}},
            {"name": "Adam", "parameters": {"learning_rate": 0.1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-08}},
        ],
        "lead": "Adam",
        "steps": 20,
        "overlays": ["cross"],
        "panels": ["chart"],
    }
    assert Preset(Saddle()).plain()["point"] is None


@pytest.mark.parametrize("kind", STEPPERS.values(), ids=lambda kind: kind.__name__)
def test_every_method_comes_back_from_a_preset(kind: type[Stepper[Any]]) -> None:
    (method,) = Preset(Rosenbrock(), (kind(),)).plain()["methods"]
    asked = {"query": "path", "landscape": "Rosenbrock", "method": method, "point": [-1.2, 1.0], "steps": 7}
    reply = answer(json.loads(json.dumps(asked)))
    assert reply["ok"], reply
    np.testing.assert_array_equal(reply["result"]["points"], descend(Rosenbrock(), kind(), [-1.2, 1.0], 7).point)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"landscape": Mine()}, "Mine lives only where it was defined"),
        ({"landscape": "Saddle"}, "landscape: an explorer takes one of Bowl"),
        ({"methods": (Lazy(),)}, "methods: an explorer takes steppers"),
        ({"methods": (Newton,)}, "methods: an explorer takes steppers"),
        ({"methods": ("Newton",)}, "methods: an explorer takes steppers"),
        ({"methods": (GradientDescent(0.1), GradientDescent(0.2))}, "got GradientDescent twice"),
        ({"methods": (Newton(),), "lead": "Adam"}, r"lead: expected one of the methods \(Newton\)"),
        ({"point": (1.0, np.nan)}, "point: expected two finite numbers"),
        ({"point": (1.0,)}, "expected"),
        ({"point": [[1.0, 2.0]]}, "point: expected two finite numbers"),
        ({"steps": -1}, f"steps: expected a whole number from 0 to {MOST_STEPS}"),
        ({"steps": 2001}, "steps"),
        ({"steps": 1.5}, "steps"),
        ({"steps": True}, "steps"),
        ({"landscape": Saddle}, r"landscape: expected a landscape, got its class; write Saddle\(\)"),
        ({"methods": Newton()}, r"methods: expected a tuple of steppers such as \(Newton\(\),\), got Newton\(\)"),
        ({"point": [10**400, 1]}, "point: expected numbers"),
        ({"overlays": ("",)}, "overlays: expected names"),
        ({"overlays": 3}, "overlays: expected names among .*, got 3"),
        ({"overlays": ("cross", "definitness")}, "names among .*, definiteness, .*, got 'definitness'"),
        ({"panels": (3,)}, "panels: expected names"),
        ({"panels": ["cross"]}, "panels: expected names among .*cut, .*, got 'cross'"),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Preset(**{"landscape": Saddle(), **given})


def test_what_is_made_as_it_is_read_is_read_once() -> None:
    given: Any = {
        "methods": (method for method in (Newton(), Adam())),
        "overlays": (name for name in ("cross",)),
        "panels": iter(["cut"]),
    }
    preset = Preset(Saddle(), **given)
    assert (preset.methods, preset.overlays, preset.panels) == ((Newton(), Adam()), ("cross",), ("cut",))


def names_in(folder: str, table: str) -> tuple[str, ...]:
    """The names of what a folder of the explorer lists, in the order of its table."""
    index = (EXPLORER / folder / "index.ts").read_text(encoding="utf-8")
    files = dict(re.findall(r'import \{ (\w+) \} from "\./([\w-]+)"', index))
    (listed,) = re.findall(table, index)
    found = []
    for item in re.findall(r"\b[a-z]\w*", re.sub(r"\([^)]*\)", "", listed)):
        source = (EXPLORER / folder / f"{files[item]}.ts").read_text(encoding="utf-8")
        found.append(re.findall(rf'\b{item}\b[^"]*?\bname: "(\w+)"', source)[0])
    return tuple(found)


def test_names_of_overlays_and_panels_are_those_of_the_explorer() -> None:
    assert names_in("overlays", r"OVERLAYS: readonly Overlay\[\] = \[(.+)\];") == OVERLAYS
    assert names_in("panels", r"return \[(.+)\];") == PANELS
    assert Preset(Saddle(), overlays=OVERLAYS, panels=PANELS).plain()["panels"] == list(PANELS)


def test_one_name_need_not_be_a_tuple() -> None:
    assert Preset(Saddle(), overlays="cross").overlays == ("cross",)  # type: ignore[arg-type]
    assert Preset(Saddle(), steps=np.int64(3)).plain()["steps"] == 3  # type: ignore[arg-type]
