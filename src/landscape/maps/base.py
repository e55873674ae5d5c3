r"""What a map of the plane is: a frozen value with two outputs, their Jacobian, and both products with it.

$$J_{ij} = \frac{\partial\,\text{out}_i}{\partial\,\text{in}_j}, \qquad f(p + v) \approx f(p) + J v$$
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import ROUNDING, Array, apply, as_points
from landscape.landscapes.base import Value, Window


def is_singular(matrix: Array) -> bool:
    """Whether a determinant is zero to rounding: relative to its two products, so that units do not matter.

    Rows and columns are brought to one size first, by powers of two, so that no product overflows or underflows. A
    matrix (2, 2) with an entry that is not finite is not singular.

    >>> is_singular(np.array([[0.1, 0.7], [0.3, 2.1]])), is_singular(np.diag([1e200, 1e-200]))
    (True, False)
    """
    if not np.isfinite(matrix).all():
        return False
    even = matrix
    for axis in (1, 0):
        even = np.ldexp(even, -np.frexp(np.max(np.abs(even), axis=axis, keepdims=True))[1])
    (a, b), (c, d) = even.tolist()
    return bool(abs(a * d - b * c) <= 100 * ROUNDING * (abs(a * d) + abs(b * c)))


class PlaneMap(ABC):
    """Two outputs made of two inputs: how much does output i change when input j is wiggled?

    A subclass gives formulas in the two inputs; this class sees to shapes and to floating point. Classes are frozen
    data, abstract or final.
    """

    @property
    @abstractmethod
    def title(self) -> str:
        """What a reader calls it."""

    @property
    @abstractmethod
    def about(self) -> str:
        """One sentence: what there is to see."""

    @property
    @abstractmethod
    def formula(self) -> str:
        """The outputs in LaTeX."""

    @property
    @abstractmethod
    def python(self) -> tuple[str, str]:
        """The outputs in Python."""

    @property
    @abstractmethod
    def inputs(self) -> tuple[str, str]:
        """Names of the inputs."""

    @property
    @abstractmethod
    def outputs(self) -> tuple[str, str]:
        """Names of the outputs."""

    @property
    @abstractmethod
    def domain(self) -> Window:
        """The inputs whose grid is drawn."""

    @property
    @abstractmethod
    def input_window(self) -> Window:
        """What the plane of inputs shows: 5 to 4, and as large as the other window, so that areas can be compared."""

    @property
    @abstractmethod
    def output_window(self) -> Window:
        """What the plane of outputs shows."""

    @property
    @abstractmethod
    def start(self) -> tuple[float, float]:
        """Where a reader starts."""

    @property
    @abstractmethod
    def singular(self) -> str:
        """Where J is singular: a condition, "nowhere" or "everywhere"."""

    @property
    @abstractmethod
    def source(self) -> str:
        """Where it was published."""

    @abstractmethod
    def singular_curve(self) -> Array:
        """The curve in the window along which J is singular: points (n, 2), none of them where there is no curve."""

    @abstractmethod
    def _value(self, u: Array, v: Array) -> tuple[Value, Value]: ...

    @abstractmethod
    def _jacobian(self, u: Array, v: Array) -> tuple[Value, Value, Value, Value]:
        """The entries of J, row after row."""

    def value(self, point: ArrayLike) -> Array:
        """Outputs: points (..., 2) to points (..., 2)."""
        p = as_points(point)
        out = np.empty(p.shape)
        with np.errstate(all="ignore"):
            out[..., 0], out[..., 1] = self._value(p[..., 0], p[..., 1])
        return out

    def jacobian(self, point: ArrayLike) -> Array:
        """Jacobian: points (..., 2) to matrices (..., 2, 2). Row i is about output i, column j about input j."""
        p = as_points(point)
        out = np.empty((*p.shape, 2))
        with np.errstate(all="ignore"):
            out[..., 0, 0], out[..., 0, 1], out[..., 1, 0], out[..., 1, 1] = self._jacobian(p[..., 0], p[..., 1])
        return out

    def jvp(self, point: ArrayLike, v: ArrayLike) -> Array:
        """J v, shape (..., 2): what the outputs do, to first order, when the inputs move by v."""
        with np.errstate(all="ignore"):
            return apply(self.jacobian(point), as_points(v, "v"))

    def vjp(self, point: ArrayLike, v: ArrayLike) -> Array:
        """v^T J, shape (..., 2): the derivatives of v . outputs by the inputs, as backpropagation computes them."""
        with np.errstate(all="ignore"):
            return apply(np.swapaxes(self.jacobian(point), -1, -2), as_points(v, "v"))

    def determinant(self, point: ArrayLike) -> Array:
        """det J, shape (...): by how much small areas are multiplied; negative where the map turns them over."""
        j = self.jacobian(point)
        with np.errstate(all="ignore"):
            result: Array = (j[..., 0, 0] * j[..., 1, 1] - j[..., 0, 1] * j[..., 1, 0])[()]
        return result

    @property
    def name(self) -> str:
        """The one key: pages and JSON use it."""
        return type(self).__name__
