"""What derivatives cost: counted by numbers that count, and by loops."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import pytest

from landscape import Rosenbrock, costs

CHAPTER = Path(__file__).parents[2] / "docs" / "chapters" / "hardware.md"


class Tally:
    """Counts what its numbers do."""

    def __init__(self) -> None:
        self.products = 0
        self.sums = 0

    @property
    def operations(self) -> int:
        return self.products + self.sums


@dataclass(frozen=True)
class Counted:
    value: float
    tally: Tally

    def __mul__(self, other: Counted) -> Counted:
        self.tally.products += 1
        return Counted(self.value * other.value, self.tally)

    def __add__(self, other: Counted) -> Counted:
        self.tally.sums += 1
        return Counted(self.value + other.value, self.tally)


@dataclass(frozen=True)
class Rated:
    """A dual number of counted parts."""

    a: Counted
    b: Counted

    def __mul__(self, other: Rated) -> Rated:
        return Rated(self.a * other.a, self.b * other.a + self.a * other.b)

    def __add__(self, other: Rated) -> Rated:
        return Rated(self.a + other.a, self.b + other.b)


def total(terms: list[Any]) -> Any:
    first, *rest = terms
    for term in rest:
        first = first + term
    return first


def times(matrix: list[list[Any]], vector: list[Any]) -> list[Any]:
    return [total([m * v for m, v in zip(row, vector, strict=True)]) for row in matrix]


def network(make: Any, width: int, depth: int, examples: int) -> tuple[Any, int]:
    """Gradient of a loss of linear layers, summed over examples, by forward and backward passes in plain loops."""
    layers = [[[make() for _ in range(width)] for _ in range(width)] for _ in range(depth)]
    gradient: Any = None
    for _ in range(examples):
        outputs = [[make() for _ in range(width)]]
        for layer in layers:
            outputs.append(times(layer, outputs[-1]))
        errors = outputs[-1]
        found = []
        for layer, inputs in zip(reversed(layers), reversed(outputs[:-1]), strict=True):
            found.append([[e * i for i in inputs] for e in errors])
            errors = times([list(column) for column in zip(*layer, strict=True)], errors)
        if gradient is None:
            gradient = found
        else:
            gradient = [
                [[x + y for x, y in zip(r, s, strict=True)] for r, s in zip(old, new, strict=True)]
                for old, new in zip(gradient, found, strict=True)
            ]
    return gradient, depth * width * width


def test_a_gradient_takes_six_operations_for_each_weight_and_example() -> None:
    """Up to a share that goes like one over the width and one over the number of examples."""
    tally = Tally()
    examples = 30
    _, weights = network(lambda: Counted(1.0, tally), 30, 2, examples)
    counted = tally.operations / examples
    assert counted == pytest.approx(costs.gradient(weights).operations, rel=0.03)
    assert counted < costs.gradient(weights).operations


def test_a_product_with_the_hessian_takes_at_most_three_gradients() -> None:
    plain, rated = Tally(), Tally()
    _, weights = network(lambda: Counted(1.0, plain), 20, 2, 5)
    network(lambda: Rated(Counted(1.0, rated), Counted(0.5, rated)), 20, 2, 5)
    assert rated.products == 3 * plain.products
    assert rated.sums == plain.products + 2 * plain.sums
    allowed = costs.hessian_vector_product(weights).operations / costs.gradient(weights).operations
    assert rated.operations <= 1.03 * allowed * plain.operations
    assert rated.operations > 2.5 * plain.operations


def test_a_triangular_system_takes_n_squared() -> None:
    for n in (1, 2, 7, 30):
        counted = 0
        for row in range(n):
            counted += 2 * row + 1  # a product and a difference for each known one, and a quotient
        assert costs.solve(n).operations == costs.cholesky_operations(n) + 2 * counted


def test_leading_terms_are_the_published_ones() -> None:
    n = 10**6
    assert costs.cholesky_operations(n) / n**3 == pytest.approx(1 / 3, rel=1e-5)
    assert costs.lu_operations(n) / n**3 == pytest.approx(2 / 3, rel=1e-5)
    assert costs.cholesky_multiplications(n) / n**3 == pytest.approx(1 / 6, rel=1e-5)


def test_memory_is_four_bytes_a_number() -> None:
    n = 10**9
    assert costs.gradient(n).bytes == costs.hessian_vector_product(n).bytes == 4 * 10**9
    assert costs.hessian(n).bytes == costs.solve(n).bytes == 4 * 10**18
    assert costs.jacobian(1000, n).bytes == 4 * 10**12
    assert costs.hessian(n).operations == n * costs.hessian_vector_product(n).operations
    assert costs.lbfgs_bytes(n, pairs=10) == 20 * costs.gradient(n).bytes
    assert costs.kfac_bytes(3, 4) == 4 * (9 + 16)


def test_whole_numbers_of_numpy_do_not_overflow() -> None:
    n = np.int64(10**10)
    assert costs.hessian(n) == costs.hessian(10**10)  # type: ignore[arg-type]
    assert costs.hessian(n).bytes == 4 * 10**20  # type: ignore[arg-type]
    assert costs.kfac_bytes(np.int32(10**6), 1) == 4 * (10**12 + 1)  # type: ignore[arg-type]
    assert costs.cholesky_operations(np.int64(10**7)) == costs.cholesky_operations(10**7)  # type: ignore[arg-type]
    assert costs.gradient(1e9) == costs.gradient(10**9)  # type: ignore[arg-type]
    assert isinstance(costs.gradient(np.float64(1e9)).bytes, int)  # type: ignore[arg-type]


@pytest.mark.parametrize("n", [0, -1, 1.5, np.nan, np.inf, "a", None, [3]])
@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("n", costs.gradient), ("n", costs.hessian), ("n", costs.hessian_vector_product), ("n", costs.solve),
        ("n", costs.cholesky_multiplications), ("n", costs.cholesky_operations), ("n", costs.lu_operations),
        ("m", lambda n: costs.jacobian(n, 3)), ("n", lambda n: costs.jacobian(3, n)),
        ("n", lambda n: costs.lbfgs_bytes(n, 3)), ("pairs", lambda n: costs.lbfgs_bytes(3, n)),
        ("inputs", lambda n: costs.kfac_bytes(n, 3)), ("outputs", lambda n: costs.kfac_bytes(3, n)),
    ],
)  # fmt: skip
def test_what_is_no_number_of_things_is_refused(name: str, function: Any, n: Any) -> None:
    with pytest.raises(ValueError, match=f"^{name}: expected a whole number of .*, got {re.escape(repr(n))}"):
        function(n)


@pytest.mark.parametrize("amount", [-1, -1e-300, np.nan, np.inf, 10**400, "4", None])
def test_what_is_no_amount_is_refused(amount: Any) -> None:
    with pytest.raises(ValueError, match=r"^amount: expected a number of bytes, at least 0, got"):
        costs.memory_of(amount)
    with pytest.raises(ValueError, match=r"^seconds: expected a number of seconds, at least 0, got"):
        costs.time_of(amount)


def test_a_power_of_ten_is_of_any_finite_number() -> None:
    assert [costs.power_of_ten(n) for n in (0, 1, 1e-2, 2e9)] == ["0", "10⁰", "10⁻²", "2 × 10⁹"]
    for n in (np.nan, np.inf, 10**400, "a"):
        with pytest.raises(ValueError, match=r"^value: expected a finite number, got"):
            costs.power_of_ten(n)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "0 B"), (0.5, "0.5 B"),
        (1, "1 B"), (999, "999 B"), (999.6, "1 kB"), (4000, "4 kB"), (1.5e6, "1.5 MB"), (999_600, "1 MB"),
        (1.23456e13, "12.3 TB"), (4e18, "4 EB"), (4e24, "4 YB"), (5e28, "50000 YB"),
    ],
)  # fmt: skip
def test_bytes_in_words(amount: float, words: str) -> None:
    assert costs.memory_of(amount).replace("5 × 10⁴", "50000") == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (6e-12, "6 ps"), (1e-9, "1 ns"), (0.99996e-3, "1 ms"), (0.5, "500 ms"), (1.0, "1 s"), (60.0, "1 minute"),
        (7200.0, "2 hours"), (86400.0, "1 day"), (365.25 * 86400, "1 year"), (3.34e11, "10,600 years"),
        (3e20, "9.51 × 10¹² years"),
    ],
)  # fmt: skip
def test_seconds_in_words(seconds: float, words: str) -> None:
    assert costs.time_of(seconds) == words


def says(*parts: str) -> None:
    text = " ".join(CHAPTER.read_text(encoding="utf-8").split())
    for part in parts:
        assert part in text, f"the chapter does not say {part!r} any more"


def test_numbers_in_the_prose() -> None:
    says(
        "With a billion parameters it costs millennia",
        "one that is a thousand times faster solves systems only ten times",
    )
    assert 1e3 < costs.solve(10**9).operations / 1e15 / costs.YEAR < 1e5
    assert costs.solve(10**10).operations / costs.solve(10**9).operations == pytest.approx(1000, rel=1e-6)
    says("with $10^6$ parameters one step of Newton's method takes a row of accelerators and some minutes")
    assert 10 < costs.hessian(10**6).bytes / 80e9 < 100
    assert costs.time_of(costs.solve(10**6).operations / 1e15).endswith("minutes")
    assert costs.time_of(costs.gradient(10**6).operations / 1e15).endswith("ns")
    says(
        "extrapolating over six powers of ten",
        "a tenth more or less in the exponent moves the answer by a factor of four",
    )
    decades = mpmath.log10(mpmath.mpf(10) ** 9 / 800)
    assert 5.5 < decades < 6.5
    assert float(mpmath.mpf(10) ** (decades / 10)) == pytest.approx(4, abs=0.1)
    says("$H$ fills $4 \\times 10^{18}$ bytes")


def test_the_digits_of_a_difference_of_gradients() -> None:
    says("Two gradients and a central difference give it to about nine digits, a one-sided one to six or seven")
    f, w = Rosenbrock(), np.array([0.7, 1.4])
    digits: dict[str, list[float]] = {"one-sided": [], "central": []}
    for angle in np.linspace(0.1, 3.1, 25):
        v = np.array([np.cos(angle), np.sin(angle)])
        exact, h, k = f.hessian(w) @ v, 1e-7, 1e-5
        one_sided = (f.gradient(w + h * v) - f.gradient(w)) / h
        central = (f.gradient(w + k * v) - f.gradient(w - k * v)) / (2 * k)
        for name, found in (("one-sided", one_sided), ("central", central)):
            digits[name].append(-np.log10(np.abs(found - exact).max() / np.abs(exact).max()))
    assert 6 < np.median(digits["one-sided"]) < 7.5
    assert 8.5 < np.median(digits["central"]) < 10.5
