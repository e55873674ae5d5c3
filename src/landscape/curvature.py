"""What the Hessian says: definiteness, the kind of a point, the local quadratic model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landscape._arrays import Array, apply, as_matrices, as_points, dot, eigenpairs, norm, solve
from landscape.landscapes.base import Landscape

ZERO_RATIO = 1e-9
"""An eigenvalue counts as zero when it is this small beside the other one."""
ZERO = 1e-12
"""Both count as zero, and so does a gradient, when they are this small beside the landscape's own scale."""
STATIONARY = 1e-8
"""A point is stationary when the Newton step from it is shorter than this part of the domain's width."""

Codes = NDArray[np.int8]


class Word(IntEnum):
    """A code that has a plain name."""

    @property
    def label(self) -> str:
        return self.name.lower().replace("_", " ")


class Definiteness(Word):
    """By the signs of the eigenvalues."""

    POSITIVE_DEFINITE = 0
    NEGATIVE_DEFINITE = 1
    INDEFINITE = 2
    SINGULAR = 3
    NOT_FINITE = 4


class Kind(Word):
    """The kind of a point."""

    MINIMUM = 0
    SADDLE = 1
    MAXIMUM = 2
    UNDECIDED = 3
    NOT_STATIONARY = 4


def words(of: type[Word], codes: Codes) -> str | NDArray[np.str_]:
    """Codes as their names: one name for one code, an array of names for an array."""
    names = np.array([word.label for word in of])[codes]
    return str(names) if np.ndim(names) == 0 else names


def definiteness(hessian: ArrayLike, scale: float = 0.0) -> str | NDArray[np.str_]:
    r"""Which way the ground curves: the signs of both eigenvalues, never the determinant alone.

    An eigenvalue counts as zero if $|\lambda| \le 10^{-9}$ of the larger one, or if both are below $10^{-12}$ of
    the scale.

    Args:
        hessian: shape (..., 2, 2), symmetric.
        scale: curvature that counts as one, from the landscape (`Model.curvature_scale`); none if zero.

    >>> definiteness([[2.0, 0.0], [0.0, -2.0]])
    'indefinite'
    >>> definiteness([[[2.0, 0.0], [0.0, 2.0]], [[1.0, 1.0], [1.0, 1.0]]])
    array(['positive definite', 'singular'], dtype='<U17')

    Raises:
        ValueError: not of shape (..., 2, 2), or not symmetric.
    """
    return words(Definiteness, definiteness_codes(eigenpairs(as_matrices(hessian))[0], scale))


def definiteness_codes(eigenvalues: Array, scale: float = 0.0) -> Codes:
    """`Definiteness` of ascending eigenvalues (..., 2) as int8 codes (...)."""
    with np.errstate(all="ignore"):
        low, high = eigenvalues[..., 0], eigenvalues[..., 1]
        sizes = np.abs(eigenvalues)
        larger = np.max(sizes, axis=-1)
        zero = (np.min(sizes, axis=-1) <= ZERO_RATIO * larger) | (larger < ZERO * scale)
        signed = np.where(low > 0.0, 0, np.where(high < 0.0, 1, 2))
        codes = np.where(zero, Definiteness.SINGULAR, signed)
        return np.where(np.isfinite(larger), codes, Definiteness.NOT_FINITE).astype(np.int8)


@final
@dataclass(frozen=True)
class Model:
    r"""The local quadratic model of a landscape about points, which is what a Newton step believes.

    $$m(d) = f + g^\top d + \tfrac12 d^\top H d$$

    Made by `Model.at`.

    Args:
        point: shape (..., 2).
        value: f there, shape (...).
        gradient: g, shape (..., 2).
        hessian: H, shape (..., 2, 2).
        width: the landscape's unit of length.
        scale: the landscape's unit of height.

    >>> from landscape import Saddle
    >>> model = Model.at(Saddle(), [1.0, 2.0])
    >>> model.newton, model.predicted(model.newton)
    (array([-1., -2.]), array(3.))

    Source: Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, equation 2.14.
    """

    point: Array
    value: Array
    gradient: Array
    hessian: Array
    width: float
    scale: float

    @classmethod
    def at(cls, landscape: Landscape, point: ArrayLike) -> Model:
        p = as_points(point)
        return cls(p, *landscape.derivatives(p), width=landscape.width, scale=landscape.scale)

    @cached_property
    def eigenpairs(self) -> tuple[Array, Array]:
        """Ascending eigenvalues (..., 2) and eigenvectors in columns (..., 2, 2)."""
        return eigenpairs(self.hessian)

    @property
    def curvature_scale(self) -> float:
        """The landscape's scale as a curvature: height over width squared."""
        return self.scale / self.width / self.width

    @cached_property
    def definiteness(self) -> Codes:
        """Codes of `Definiteness`, shape (...)."""
        return definiteness_codes(self.eigenpairs[0], self.curvature_scale)

    @cached_property
    def newton(self) -> Array:
        """The full Newton step -H^-1 g, shape (..., 2); NaN where H is singular to rounding or vanishes altogether."""
        vanishes = np.max(np.abs(self.eigenpairs[0]), axis=-1) < ZERO * self.curvature_scale
        return np.where(vanishes[..., None], np.nan, -solve(self.hessian, self.gradient))

    @cached_property
    def stationary(self) -> NDArray[np.bool_]:
        """Whether the gradient is zero, as far as one can tell, shape (...)."""
        with np.errstate(all="ignore"):
            near = norm(self.newton) <= STATIONARY * self.width
            flat = norm(self.gradient) <= ZERO * self.scale / self.width
        return np.asarray(np.where(self.definiteness >= Definiteness.SINGULAR, flat, near))

    @cached_property
    def kind(self) -> Codes:
        """Codes of `Kind`, shape (...)."""
        kinds = np.array([Kind.MINIMUM, Kind.MAXIMUM, Kind.SADDLE, Kind.UNDECIDED, Kind.UNDECIDED], dtype=np.int8)
        return np.where(self.stationary, kinds[self.definiteness], np.int8(Kind.NOT_STATIONARY))

    def slope(self, direction: Array) -> Array:
        r"""$g^\top d$: negative for a descent direction."""
        with np.errstate(all="ignore"):
            return dot(self.gradient, direction)

    def predicted(self, direction: Array) -> Array:
        r"""The change of height that the model predicts, $g^\top d + \tfrac12 d^\top H d$."""
        with np.errstate(all="ignore"):
            return np.asarray(dot(self.gradient, direction) + 0.5 * dot(direction, apply(self.hessian, direction)))


def classify(landscape: Landscape, point: ArrayLike) -> str | NDArray[np.str_]:
    r"""The kind of a point: "minimum", "saddle", "maximum", "undecided" or "not stationary".

    A point is stationary if $|H^{-1} g| \le 10^{-8}$ of the domain's width; where H is singular, if $|g|$ is
    at most $10^{-12}$ of its scale. Then the signs of both eigenvalues tell the
    kind, and a zero eigenvalue leaves it undecided.

    Args:
        landscape: the landscape.
        point: shape (..., 2).

    >>> from landscape import Saddle
    >>> classify(Saddle(), [0.0, 0.0]), classify(Saddle(), [1.0, 1.0])
    ('saddle', 'not stationary')

    Raises:
        ValueError: not points of shape (..., 2).
    """
    return words(Kind, Model.at(landscape, point).kind)


__all__ = [
    "Definiteness",
    "Kind",
    "Model",
    "classify",
    "definiteness",
    "definiteness_codes",
    "eigenpairs",
    "words",
]
