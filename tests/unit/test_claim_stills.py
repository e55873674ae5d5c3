"""How claims are told: their stops, the still of each, and what the bridge says of them."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from bs4 import BeautifulSoup

from landscape.bridge import answer, answer_json
from landscape.claims import (
    CLAIMS,
    Claim,
    Draggable,
    claim,
)
from landscape.claims.draggable import power, spoken

from .claimed import plain, stops
from .under_test import good

ALL = pytest.mark.parametrize("made", CLAIMS.values(), ids=list(CLAIMS))


@ALL
def test_stops_rise_and_are_written_differently(made: Claim) -> None:
    assert len({n.key for n in made.numbers}) == len(made.numbers)
    for n in made.numbers:
        assert list(n.stops) == sorted(set(n.stops))
        assert n.default in n.stops
        texts = n.plain()["texts"]
        assert len(set(texts)) == len(texts)
        assert n.stops[-1] == n.maximum
        assert n.stops[1 if n.zero else 0] == n.minimum
        assert 2 <= n.leap < len(n.stops)
        for stop in n.stops:
            assert n.read(stop) == stop


def test_stops_on_a_log_scale_are_round() -> None:
    assert stops("cost", "n")[:6] == (1e3, 2e3, 5e3, 1e4, 2e4, 5e4)
    assert stops("escape", "eps")[:3] == (0.0, 1e-16, 1e-15)
    assert stops("condition", "kappa")[:11] == (1.0, 1.3, 1.6, 2.0, 2.5, 3.2, 4.0, 5.0, 6.3, 7.9, 10.0)
    assert stops("cost", "memory") == (10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0)


def test_a_default_off_the_stops_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^x: 0\.55 is none of its stops"):
        Draggable("x", "x", "x", 0.55, 0.0, 1.0, "linear", 0.1)


@pytest.mark.parametrize(
    ("value", "text", "said"),
    [
        (1e-12, "10⁻¹²", "10 to the minus 12"),
        (5e9, "5 × 10⁹", "5 times 10 to the 9"),
        (0.0, "0", "0"),
        (1.0, "10⁰", "10 to the 0"),
    ],
)
def test_powers_are_written_and_spoken(value: float, text: str, said: str) -> None:
    assert power(value) == text
    assert spoken(text) == said


# What a page gets


@ALL
def test_a_still_is_whole_and_has_no_dead_controls(made: Claim) -> None:
    page = BeautifulSoup(claim(made.name)._repr_html_(), "html.parser")
    words = page.select_one(".ls-claim-words")
    assert words is not None
    assert plain(words.get_text()) == plain(made.said())
    assert not page.select("[role], [tabindex], button, input")
    frame = page.select_one(".ls-claim")
    assert frame is not None
    card = json.loads(str(frame["data-claim"]))
    assert card["name"] == made.name
    assert [n["key"] for n in card["numbers"]] == [e["data-key"] for e in words.select(".ls-claim-number")]
    for n in card["numbers"]:
        element = words.select_one(f'[data-key="{n["key"]}"]')
        assert element is not None
        assert element.get_text() == n["texts"][n["home"]]
        assert len(n["stops"]) == len(n["texts"]) == len(n.get("spoken", n["texts"]))
    assert {e["data-key"] for e in words.select(".ls-claim-result")} == set(made.results(**made.defaults))
    assert bool(page.select(".ls-claim-figure table")) == (made.figure is not None)


@ALL
def test_room_is_kept_for_the_longest_sentence(made: Claim) -> None:
    room = len(made.longest())
    for n in made.numbers:
        assert all(len(made.said(**{n.key: stop})) <= room for stop in n.stops)


@ALL
def test_the_bridge_says_the_same(made: Claim) -> None:
    for at in (0, -1):
        values = {n.key: n.stops[at] for n in made.numbers}
        told = good(query="claim", name=made.name, values=values)
        assert told["values"] == values
        assert told["results"] == made.results(**values)
        assert (told["view"] is None) == (made.view is None)
        assert (told["html"] is None) == (made.figure is None)
    text, arrays = answer_json(json.dumps({"query": "claim", "name": made.name}))
    assert json.loads(text)["result"]["values"] == made.defaults
    assert not arrays


@ALL
def test_the_views_can_be_walked(made: Claim) -> None:
    if made.view is None:
        return
    for n in made.numbers:
        for stop in (n.stops[0], n.stops[len(n.stops) // 2], n.stops[-1]):
            view = good(query="claim", name=made.name, values={n.key: stop})["view"]
            assert view["steps"] <= 400
            for method in view["methods"]:
                path = good(
                    query="path", landscape=view["landscape"], method=method, point=view["point"], steps=view["steps"]
                )
                assert len(path["points"]) == view["steps"] + 1


def test_the_view_of_escape_ends_where_the_sentence_says() -> None:
    view: Any = good(query="claim", name="escape", values={"eps": 1e-6})["view"]
    points = np.asarray(
        good(
            query="path",
            landscape=view["landscape"],
            method=view["methods"][0],
            point=view["point"],
            steps=view["steps"],
        )["points"]
    )
    assert abs(points[-1, 1]) >= 1 > abs(points[-2, 1])


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"name": "weather"}, "name: 'weather' is not known. Known are escape, rate,"),
        ({"name": 3}, "name: 3 is not known."),
        ({}, "The request has no 'name'."),
        ({"name": "rate", "values": [1]}, "values: expected an object of numbers, got [1]."),
        ({"name": "rate", "values": {"x": 1}}, "values: rate has no number 'x'. It has: eta."),
        ({"name": "rate", "values": {"eta": 9}}, "values: eta: expected a number from 0.01 to 0.25, got 9."),
        ({"name": "rate", "values": {"eta": "1"}}, "values: eta: expected a number from 0.01 to 0.25, got '1'."),
        ({"name": "rate", "values": {"eta": True}}, "values: eta: expected a number"),
        ({"name": "rate", "values": {"eta": float("nan")}}, "values: eta: expected a number"),
        ({"name": "escape", "values": {"eps": 1e-20}}, "values: eps: expected 0, or a number from 1e-16 to 0.1,"),
    ],
)
def test_a_bad_request_is_told_why(request_: dict[str, Any], message: str) -> None:
    reply = answer({"query": "claim", **request_})
    assert not reply["ok"]
    assert reply["error"].startswith(message)


def test_an_unknown_claim_is_told_why() -> None:
    with pytest.raises(ValueError, match=r"^claim: 'wind' is not known\. Known are escape, rate,"):
        claim("wind")
