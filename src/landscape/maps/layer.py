"""A layer of a network, small enough to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import Array, apply, as_points
from landscape.landscapes.base import Value
from landscape.maps.base import PlaneMap, is_singular


@final
@dataclass(frozen=True)
class Layer(PlaneMap):
    r"""A layer of a network with two inputs and two outputs, $p \mapsto \tanh(W p + b)$.

    $$J = \operatorname{diag}(1 - \tanh^2(W p + b))\, W$$

    Both products are computed without J, as in a large network.

    Args:
        weights: W, two rows.
        bias: b.

    >>> layer = Layer(weights=((1.0, 2.0), (3.0, 4.0)), bias=(0.0, 0.0))
    >>> layer.jacobian([0.0, 0.0])
    array([[1., 2.],
           [3., 4.]])
    >>> layer.vjp([0.0, 0.0], [1.0, 1.0])
    array([4., 6.])

    Raises:
        ValueError: weights are not two rows of two finite numbers, or the bias is not two of them.

    Source: Goodfellow, Bengio and Courville, Deep Learning, MIT Press 2016, section 6.5.
    """

    weights: tuple[tuple[float, float], tuple[float, float]] = ((1.2, -0.6), (0.5, 1.0))
    bias: tuple[float, float] = (0.1, -0.2)

    title = "Layer of a network"
    about = "Far from the centre tanh is level: whatever the inputs do there, the outputs hardly change."
    formula = r"(a, b) = \tanh(W (x, y)^\mathsf{T} + \beta)"
    inputs = ("x", "y")
    outputs = ("a", "b")
    domain = ((-1.75, 1.75), (-1.25, 1.25))
    input_window = ((-2.0, 2.0), (-1.6, 1.6))
    output_window = ((-2.0, 2.0), (-1.6, 1.6))
    start = (0.4, 0.3)
    source = "Goodfellow, Bengio and Courville, Deep Learning, MIT Press 2016, section 6.5"

    def __post_init__(self) -> None:
        try:
            weights, bias = np.array(self.weights, float), np.array(self.bias, float)
        except (TypeError, ValueError, OverflowError) as error:
            raise ValueError(
                f"Layer: expected a 2 x 2 matrix and a bias, got {self.weights!r:.60}, {self.bias!r:.60}"
            ) from error
        if weights.shape != (2, 2) or bias.shape != (2,):
            raise ValueError(f"Layer: expected shapes (2, 2) and (2,), got {weights.shape} and {bias.shape}")
        if not (np.isfinite(weights).all() and np.isfinite(bias).all()):
            raise ValueError(f"Layer: weights and bias must be finite, got {weights.tolist()}, {bias.tolist()}")
        object.__setattr__(self, "weights", tuple(map(tuple, weights.tolist())))
        object.__setattr__(self, "bias", tuple(bias.tolist()))

    @property
    def python(self) -> tuple[str, str]:
        first, second = (_sum(*row, bias) for row, bias in zip(self.weights, self.bias, strict=True))
        return f"tanh({first})", f"tanh({second})"

    @property
    def singular(self) -> str:
        return "everywhere" if is_singular(np.array(self.weights)) else "nowhere"

    def _sums(self, u: Array, v: Array) -> tuple[Array, Array]:
        ((a, b), (c, d)), (e, f) = self.weights, self.bias
        return a * u + b * v + e, c * u + d * v + f

    def _slopes(self, u: Array, v: Array) -> Array:
        """The derivative of tanh at both sums; 1 - tanh^2 would cancel where it is small."""
        return np.asarray(1.0 / np.cosh(np.stack(self._sums(u, v), axis=-1)) ** 2)

    def _value(self, u: Array, v: Array) -> tuple[Value, Value]:
        first, second = self._sums(u, v)
        return np.tanh(first), np.tanh(second)

    def _jacobian(self, u: Array, v: Array) -> tuple[Value, Value, Value, Value]:
        ((a, b), (c, d)), slopes = self.weights, self._slopes(u, v)
        return slopes[..., 0] * a, slopes[..., 0] * b, slopes[..., 1] * c, slopes[..., 1] * d

    def jvp(self, point: ArrayLike, v: ArrayLike) -> Array:
        """J v, shape (..., 2): first the weights, then the slopes."""
        p = as_points(point)
        with np.errstate(all="ignore"):
            return self._slopes(p[..., 0], p[..., 1]) * apply(np.array(self.weights), as_points(v, "v"))

    def vjp(self, point: ArrayLike, v: ArrayLike) -> Array:
        """v^T J, shape (..., 2): first the slopes, then the weights from the other side."""
        p = as_points(point)
        with np.errstate(all="ignore"):
            return apply(np.array(self.weights).T, self._slopes(p[..., 0], p[..., 1]) * as_points(v, "v"))

    def singular_curve(self) -> Array:
        return np.empty((0, 2))


def _sum(a: float, b: float, c: float) -> str:
    """Writes a x + b y + c as a person would: no zero terms, no factor one."""
    text = ""
    for number, name in ((a, "x"), (b, "y"), (c, "")):
        if number != 0.0:
            size = name if abs(number) == 1.0 and name else f"{abs(number)!r}*{name}".rstrip("*")
            sign = "-" if number < 0.0 else "+"
            text += f" {sign} {size}" if text else size if sign == "+" else f"-{size}"
    return text or "0.0"
