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

import math
from dataclasses import dataclass

from landscape.words import RAISED, number

FLOAT32 = 4
"""Bytes of a number."""
FORWARD, BACKWARD = 2, 4
"""Operations for each weight and example."""
YEAR = 365.25 * 86400.0
SECONDS = (
    (YEAR, "years"), (86400.0, "days"), (3600.0, "hours"), (60.0, "minutes"), (1.0, "s"), (1e-3, "ms"), (1e-6, "µs"),
    (1e-9, "ns"), (0.0, "ps"),
)  # fmt: skip
PREFIXES = ("B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")


@dataclass(frozen=True)
class Cost:
    """What it takes to have something: bytes to keep it, operations to make it."""

    title: str
    bytes: int
    operations: int


def gradient(n: int) -> Cost:
    """One number for each parameter; one pass forward and one backward, whatever N is.

    >>> gradient(10**9)
    Cost(title='gradient', bytes=4000000000, operations=6000000000)
    """
    return Cost("gradient", FLOAT32 * n, (FORWARD + BACKWARD) * n)


def jacobian(m: int, n: int) -> Cost:
    """M outputs, N parameters: one pass forward, and one backward for each of the M rows.

    >>> jacobian(1000, 10**6).bytes
    4000000000
    """
    return Cost("Jacobian", FLOAT32 * m * n, (FORWARD + BACKWARD * m) * n)


def hessian_vector_product(n: int) -> Cost:
    """H v without H: every product a b of the gradient's program becomes a b, a' b and a b': at most three gradients.

    >>> hessian_vector_product(10**9).bytes
    4000000000
    """
    return Cost("Hessian-vector product", FLOAT32 * n, 3 * gradient(n).operations)


def hessian(n: int) -> Cost:
    """All N^2 numbers, as N Hessian-vector products: one for each column. Symmetry would halve it, and no more.

    >>> hessian(10**9).bytes
    4000000000000000000
    """
    return Cost("Hessian", FLOAT32 * n * n, n * hessian_vector_product(n).operations)


def cholesky_multiplications(n: int) -> int:
    r"""$(N^3 - N)/6$, and as many subtractions.

    >>> cholesky_multiplications(3)
    4
    """
    return (n**3 - n) // 6


def cholesky_operations(n: int) -> int:
    r"""$N(N+1)(2N+1)/6 = N^3/3 + N^2/2 + N/6$, divisions and roots among them: exactly $1^2 + \dots + N^2$.

    >>> cholesky_operations(3)
    14
    """
    return n * (n + 1) * (2 * n + 1) // 6


def lu_operations(n: int) -> int:
    r"""$N(N-1)(4N+1)/6 = 2N^3/3 - N^2/2 - N/6$: for a matrix that is not symmetric, twice as many.

    >>> lu_operations(3)
    13
    """
    return n * (n - 1) * (4 * n + 1) // 6


def solve(n: int) -> Cost:
    """H d = -g by Cholesky and two triangular systems of N^2 operations each; the factor takes the place of H.

    >>> f"{solve(10**9).operations:.2e}"
    '3.33e+26'
    """
    return Cost("solve", FLOAT32 * n * n, cholesky_operations(n) + 2 * n * n)


def lbfgs_bytes(n: int, pairs: int) -> int:
    """L-BFGS keeps that many pairs of steps and changes of the gradient.

    >>> lbfgs_bytes(10**9, pairs=10)
    80000000000
    """
    return FLOAT32 * 2 * pairs * n


def kfac_bytes(inputs: int, outputs: int) -> int:
    """A Kronecker factor for each side of a layer, in place of a square of all its weights.

    >>> kfac_bytes(1000, 1000), hessian(1000 * 1000).bytes
    (8000000, 4000000000000)
    """
    return FLOAT32 * (inputs**2 + outputs**2)


def memory_of(amount: float) -> str:
    """Bytes in the unit that people would use; three digits.

    >>> memory_of(4e9), memory_of(4e18)
    ('4 GB', '4 EB')
    """
    rounded = float(f"{amount:.3g}")
    k = min(len(PREFIXES) - 1, max(0, math.floor(math.log10(rounded) / 3.0 + 1e-9)))
    return f"{_plain(rounded / 1000.0**k)} {PREFIXES[k]}"


def time_of(seconds: float) -> str:
    """Seconds in the unit that people would use; three digits.

    >>> time_of(6e-6), time_of(3.34e11)
    ('6 µs', '10,600 years')
    """
    size, unit = next((size, unit) for size, unit in SECONDS if seconds >= 0.9995 * size)
    amount = float(f"{seconds / (size or 1e-12):.3g}")
    if unit.endswith("s") and len(unit) > 2 and amount == 1.0:
        unit = unit[:-1]
    return f"{amount:,.0f} {unit}" if 1000.0 <= amount < 1e6 else f"{_plain(amount)} {unit}"


def power_of_ten(n: int) -> str:
    """A round number as people write it.

    >>> power_of_ten(10**6), power_of_ten(2 * 10**9)
    ('10⁶', '2 × 10⁹')
    """
    digits, _, exponent = f"{n:.3e}".partition("e")
    return f"{float(digits):g} × 10{str(int(exponent)).translate(RAISED)}".removeprefix("1 × ")


def _plain(value: float) -> str:
    return number(value).removeprefix("1 × ")
