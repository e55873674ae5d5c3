"""Memory and time of the derivatives of a network, for a size and a machine of the reader's choice."""

from __future__ import annotations

import math
from collections.abc import Mapping

from landscape import costs
from landscape.claims.base import Claim
from landscape.claims.draggable import Draggable, power, short
from landscape.costs import Cost, memory_of, time_of

OUTPUTS = 1000
"""Of the Jacobian: as many as there are classes in a well-known set of pictures."""
GIGA = 1e9
LEAST, MOST = 1e3, 1e25
"""Ends of the bars, in bytes."""


def machines(amount: float, memory: float) -> str:
    """How many accelerators it takes to hold so much.

    >>> machines(4e9, 80), machines(4e18, 80)
    ('1', '50,000,000')
    """
    count = max(1, math.ceil(amount / (memory * GIGA) - 1e-9))
    return f"{count:,}" if count < 1e9 else short(float(f"{count:.3g}"))


def table(n: float) -> tuple[Cost, ...]:
    """All five, for N parameters."""
    size = round(n)
    return (
        costs.gradient(size), costs.jacobian(OUTPUTS, size), costs.hessian(size), costs.solve(size),
        costs.hessian_vector_product(size),
    )  # fmt: skip


def results(n: float, speed: float, memory: float) -> Mapping[str, str]:
    gradient, _, hessian, solve, product = table(n)
    count = machines(hessian.bytes, memory)
    return {
        "gradient": f"{memory_of(gradient.bytes)} and {time_of(gradient.operations / speed)}",
        "hessian": memory_of(hessian.bytes),
        "machines": "fits in one of them" if count == "1" else f"fills {count} of them",
        "solve": time_of(solve.operations / speed),
        "product": time_of(product.operations / speed),
    }


def figure(n: float, speed: float, memory: float) -> str:
    def share(amount: float) -> str:
        part = math.log(amount / LEAST) / math.log(MOST / LEAST)
        return f"{100.0 * min(1.0, max(0.0, part)):.1f}%"

    symbols = ("g", "J", "H", "H d = −g", "H v")
    titles = ("gradient", f"Jacobian of {OUTPUTS:,} outputs", "Hessian", "solve, once H is there", "product, without H")
    rows = ""
    for symbol, title, cost in zip(symbols, titles, table(n), strict=True):
        over = " ls-over" if cost.bytes > memory * GIGA else ""
        rows += (
            f'<tr><th scope="row"><i>{symbol}</i> <span>{title}</span></th><td>{memory_of(cost.bytes)}</td>'
            f'<td class="ls-cost-bar{over}"><span style="--share:{share(cost.bytes)};--limit:{share(memory * GIGA)}">'
            f"</span>{machines(cost.bytes, memory)}</td><td>{time_of(cost.operations / speed)}</td></tr>"
        )
    # The first column needs no name to eyes: it says what it is.
    first = '<span class="ls-hidden">derivative</span>'
    head = "".join(f'<th scope="col">{name}</th>' for name in (first, "memory", "accelerators", "time"))
    return (
        f'<table class="ls-cost"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        '<p class="ls-cost-note">Bars: memory on a logarithmic scale; the line is one accelerator. Four bytes a '
        "number, every operation at full speed, derivatives for one example.</p>"
    )


COST = Claim(
    "cost",
    "What derivatives cost",
    (
        Draggable("n", "N", "Parameters", 1e9, 1e3, 1e12, "log", 10 ** (1 / 3), digits=1, write=power),
        Draggable("speed", "speed", "Operations a second", 1e15, 1e9, 1e18, "log", 10.0, write=power),
        Draggable("memory", "memory", "Memory of one accelerator", 80.0, 10.0, 640.0, "log", 2.0, 3, unit="gigabytes"),
    ),
    "A network has *N* = {n} parameters. Its machine does {speed} operations a second, and is made of accelerators of "
    "{memory} GB. The gradient takes {gradient}. The Hessian takes {hessian}: it {machines}. One solve takes {solve}, "
    "one product *Hv* {product}.",
    results,
    figure=figure,
)
