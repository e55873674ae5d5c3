r"""What derivatives cost: numbers kept, and additions, multiplications, divisions and roots carried out.

An operation is one of these four, on two numbers. Solving is counted exactly. A gradient is counted for one example
that runs through a network of dense layers: forward a multiplication and an addition for each weight, backward twice
that, once for the layer below and once for the weight itself.

$$\text{forward } 2N, \qquad \text{gradient } 6N, \qquad \text{Hessian-vector product } 3 \cdot 6N$$

Source: Kaplan et al., Scaling laws for neural language models, 2020, section 2.1 (6N); Griewank and Walther, Evaluating
Derivatives, 2nd ed., SIAM 2008, sections 3.2 and 4.6 (derivatives as a multiple of the function); Golub and Van Loan,
Matrix Computations, 4th ed., Johns Hopkins 2013, sections 3.2 and 4.2 (LU and Cholesky).
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import index
from typing import Any

from landscape.amounts import YEAR, memory_of, power_of_ten, time_of

__all__ = [
    "Cost", "YEAR", "cholesky_multiplications", "cholesky_operations", "gradient", "hessian", "hessian_vector_product",
    "jacobian", "kfac_bytes", "lbfgs_bytes", "lu_operations", "memory_of", "power_of_ten", "solve", "time_of",
]  # fmt: skip

FLOAT32 = 4
"""Bytes of a number."""
FORWARD, BACKWARD = 2, 4
"""Operations for each weight and example."""


@dataclass(frozen=True)
class Cost:
    """What it takes to have something.

    Args:
        title: what it is.
        bytes: to keep it.
        operations: to make it.
    """

    title: str
    bytes: int
    operations: int


def gradient(n: int) -> Cost:
    """One number for each parameter; one pass forward and one backward, whatever N is.

    Args:
        n: parameters, at least 1.

    >>> gradient(10**9)
    Cost(title='gradient', bytes=4000000000, operations=6000000000)

    Raises:
        ValueError: n is no whole number of at least 1.
    """
    n = _count(n, "n")
    return Cost("gradient", FLOAT32 * n, (FORWARD + BACKWARD) * n)


def jacobian(m: int, n: int) -> Cost:
    """M outputs, N parameters: one pass forward, and one backward for each of the M rows.

    Args:
        m: outputs, at least 1.
        n: parameters, at least 1.

    >>> jacobian(1000, 10**6).bytes
    4000000000

    Raises:
        ValueError: one of them is no whole number of at least 1.
    """
    m, n = _count(m, "m"), _count(n, "n")
    return Cost("Jacobian", FLOAT32 * m * n, (FORWARD + BACKWARD * m) * n)


def hessian_vector_product(n: int) -> Cost:
    """H v without H: every product a b of the gradient's program becomes a b, a' b and a b': at most three gradients.

    Args:
        n: parameters, at least 1.

    >>> hessian_vector_product(10**9).bytes
    4000000000

    Raises:
        ValueError: n is no whole number of at least 1.
    """
    n = _count(n, "n")
    return Cost("Hessian-vector product", FLOAT32 * n, 3 * gradient(n).operations)


def hessian(n: int) -> Cost:
    """All N^2 numbers, as N Hessian-vector products: one for each column. Symmetry would halve it, and no more.

    Args:
        n: parameters, at least 1.

    >>> hessian(10**9).bytes
    4000000000000000000

    Raises:
        ValueError: n is no whole number of at least 1.
    """
    n = _count(n, "n")
    return Cost("Hessian", FLOAT32 * n * n, n * hessian_vector_product(n).operations)


def cholesky_multiplications(n: int) -> int:
    r"""$(N^3 - N)/6$, and as many subtractions.

    Args:
        n: rows and columns of the matrix, at least 1.

    >>> cholesky_multiplications(3)
    4

    Raises:
        ValueError: n is no whole number of at least 1.
    """
    n = _count(n, "n")
    return (n**3 - n) // 6


def cholesky_operations(n: int) -> int:
    r"""$N(N+1)(2N+1)/6 = N^3/3 + N^2/2 + N/6$, divisions and roots among them: exactly $1^2 + \dots + N^2$.

    Args:
        n: rows and columns of the matrix, at least 1.

    >>> cholesky_operations(3)
    14

    Raises:
        ValueError: n is no whole number of at least 1.
    """
    n = _count(n, "n")
    return n * (n + 1) * (2 * n + 1) // 6


def lu_operations(n: int) -> int:
    r"""$N(N-1)(4N+1)/6 = 2N^3/3 - N^2/2 - N/6$: for a matrix that is not symmetric, twice as many.

    Args:
        n: rows and columns of the matrix, at least 1.

    >>> lu_operations(3)
    13

    Raises:
        ValueError: n is no whole number of at least 1.
    """
    n = _count(n, "n")
    return n * (n - 1) * (4 * n + 1) // 6


def solve(n: int) -> Cost:
    """H d = -g by Cholesky and two triangular systems of N^2 operations each; the factor takes the place of H.

    Args:
        n: parameters, at least 1.

    >>> f"{solve(10**9).operations:.2e}"
    '3.33e+26'

    Raises:
        ValueError: n is no whole number of at least 1.
    """
    n = _count(n, "n")
    return Cost("solve", FLOAT32 * n * n, cholesky_operations(n) + 2 * n * n)


def lbfgs_bytes(n: int, pairs: int) -> int:
    """L-BFGS keeps that many pairs of steps and changes of the gradient.

    Args:
        n: parameters, at least 1.
        pairs: how many it keeps, at least 1.

    >>> lbfgs_bytes(10**9, pairs=10)
    80000000000

    Raises:
        ValueError: one of them is no whole number of at least 1.
    """
    return FLOAT32 * 2 * _count(pairs, "pairs") * _count(n, "n")


def kfac_bytes(inputs: int, outputs: int) -> int:
    """A Kronecker factor for each side of a layer, in place of a square of all its weights.

    Args:
        inputs: of the layer, at least 1.
        outputs: of the layer, at least 1.

    >>> kfac_bytes(1000, 1000), hessian(1000 * 1000).bytes
    (8000000, 4000000000000)

    Raises:
        ValueError: one of them is no whole number of at least 1.
    """
    return FLOAT32 * (_count(inputs, "inputs") ** 2 + _count(outputs, "outputs") ** 2)


def _count(given: Any, name: str) -> int:
    """As an int of Python, which does not overflow; a float such as 1e9 is whole too."""
    try:
        count = int(given) if isinstance(given, float) and given.is_integer() else index(given)
    except TypeError:
        count = 0
    if count < 1:
        raise ValueError(f"{name}: expected a whole number of at least 1, such as 10**9, got {given!r:.60}")
    return count
