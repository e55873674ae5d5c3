"""Quadratics: the landscapes on which Newton's method is exact, and on which every method can be understood."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import final

from landscape._arrays import Array
from landscape.landscapes.base import Landscape, StationaryPoint, Value


@dataclass(frozen=True)
class Quadratic(Landscape):
    r"""A quadratic with its stationary point in the origin, given by the eigenpairs of its Hessian.

    $$f(x, y) = \tfrac12 (\lambda_1 u^2 + \lambda_2 v^2), \qquad
    u = x\cos\varphi + y\sin\varphi, \quad v = y\cos\varphi - x\sin\varphi$$

    The one class that is neither abstract nor final: a bowl, a saddle and a hill are quadratics.

    Args:
        eigenvalues: curvature along the direction of `angle`, and across it.
        angle: direction of the first eigenvector, in radians from the x axis.

    >>> Quadratic(eigenvalues=(1.0, 10.0)).hessian([0.0, 0.0])
    array([[ 1.,  0.],
           [ 0., 10.]])

    Raises:
        ValueError: a parameter is not a finite number.

    Source: Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, section 2.2.
    """

    eigenvalues: tuple[float, float] = (2.0, 2.0)
    angle: float = 0.0

    def __post_init__(self) -> None:
        try:
            first, second = (float(value) for value in self.eigenvalues)
            angle = float(self.angle)
        except (TypeError, ValueError, OverflowError) as error:
            raise ValueError(
                f"{self.name}: expected two eigenvalues and an angle, got {self.eigenvalues!r:.60}, {self.angle!r:.60}"
            ) from error
        if not all(map(math.isfinite, (first, second, angle))):
            raise ValueError(f"{self.name}: eigenvalues and angle must be finite, got {first}, {second}, {angle}")
        object.__setattr__(self, "eigenvalues", (first, second))
        object.__setattr__(self, "angle", angle)

    @property
    def title(self) -> str:
        return "Quadratic"

    @property
    def about(self) -> str:
        return "The same curvature everywhere, so that the local quadratic model is the landscape itself."

    source = "Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, section 2.2"
    # No annotations: these are no fields, and not part of the repr that a reader copies.
    domain = ((-2.0, 2.0), (-2.0, 2.0))
    start = (1.4, 0.6)

    @property
    def _entries(self) -> tuple[float, float, float]:
        first, second = self.eigenvalues
        c, s = math.cos(self.angle), math.sin(self.angle)
        # Adding zero turns a negative zero into a plain one.
        return c * c * first + s * s * second, c * s * (first - second) + 0.0, s * s * first + c * c * second

    @property
    def formula(self) -> str:
        return _sum(self._entries, "{:.4g}", "{} ", ("x^2", "x y", "y^2"))

    @property
    def python(self) -> str:
        return _sum(self._entries, "{!r}", "{}*", ("x**2", "x*y", "y**2"))

    @property
    def stationary_points(self) -> tuple[StationaryPoint, ...]:
        low, high = sorted(self.eigenvalues)
        if low == 0.0 or high == 0.0:
            kind = "undecided"
        else:
            kind = "minimum" if low > 0.0 else "maximum" if high < 0.0 else "saddle"
        return (StationaryPoint((0.0, 0.0), kind, 0.0),)

    def _value(self, x: Array, y: Array) -> Value:
        a, b, c = self._entries
        return 0.5 * a * x * x + b * x * y + 0.5 * c * y * y

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        a, b, c = self._entries
        return a * x + b * y, b * x + c * y

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        return self._entries


def _sum(entries: tuple[float, float, float], number: str, factor: str, powers: tuple[str, str, str]) -> str:
    """Writes a/2 x^2 + b x y + c/2 y^2 as a person would: no zero terms, no factor one."""
    text = ""
    for coefficient, power in zip((0.5 * entries[0], entries[1], 0.5 * entries[2]), powers, strict=True):
        if coefficient != 0.0:
            sign = "-" if coefficient < 0.0 else "+"
            size = number.format(abs(coefficient))
            term = power if abs(coefficient) == 1.0 else factor.format(size) + power
            text += f" {sign} {term}" if text else term if sign == "+" else f"-{term}"
    return text or "0"


@final
@dataclass(frozen=True)
class Bowl(Quadratic):
    r"""A bowl, $x^2 + y^2$ unless told otherwise: both eigenvalues positive, one minimum.

    Args:
        eigenvalues: two positive curvatures; their ratio is the condition number.
        angle: direction of the first eigenvector, in radians from the x axis.

    >>> Bowl().value([1.0, 1.0])
    np.float64(2.0)

    Raises:
        ValueError: an eigenvalue is not positive.

    Source: Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, section 2.2.
    """

    title = "Bowl"
    about = "It curves up in every direction: both steps lead to the minimum, Newton's in one."
    start = (-1.4, 0.9)

    def __post_init__(self) -> None:
        super().__post_init__()
        if min(self.eigenvalues) <= 0.0:
            raise ValueError(f"Bowl: both eigenvalues must be positive, got {self.eigenvalues}")


@final
@dataclass(frozen=True)
class Saddle(Quadratic):
    r"""A saddle, $x^2 - y^2$ unless told otherwise: up one way and down another.

    Args:
        eigenvalues: two curvatures of opposite sign.
        angle: direction of the first eigenvector, in radians from the x axis.

    >>> Saddle().gradient([1.0, 1.0])
    array([ 2., -2.])

    Raises:
        ValueError: the eigenvalues are not of opposite sign.

    Source: Dauphin et al., Identifying and attacking the saddle point problem, NeurIPS 2014.
    """

    eigenvalues: tuple[float, float] = (2.0, -2.0)

    title = "Saddle"
    about = "It curves up along x and down along y: Newton is attracted to the centre, gradient descent leaves it."
    source = "Dauphin et al., Identifying and attacking the saddle point problem, NeurIPS 2014"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not min(self.eigenvalues) < 0.0 < max(self.eigenvalues):
            raise ValueError(f"Saddle: the eigenvalues must be of opposite sign, got {self.eigenvalues}")


@final
@dataclass(frozen=True)
class Hill(Quadratic):
    r"""A hill, $-x^2 - y^2$ unless told otherwise: both eigenvalues negative, one maximum, no minimum at all.

    Args:
        eigenvalues: two negative curvatures.
        angle: direction of the first eigenvector, in radians from the x axis.

    >>> Hill().hessian([0.0, 0.0])
    array([[-2.,  0.],
           [ 0., -2.]])

    Raises:
        ValueError: an eigenvalue is not negative.

    Source: Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, section 2.2.
    """

    eigenvalues: tuple[float, float] = (-2.0, -2.0)

    title = "Hill"
    about = "It curves down in every direction: Newton climbs to the maximum, gradient descent runs away without bound."
    start = (0.6, 0.4)

    def __post_init__(self) -> None:
        super().__post_init__()
        if max(self.eigenvalues) >= 0.0:
            raise ValueError(f"Hill: both eigenvalues must be negative, got {self.eigenvalues}")
