"""Numbers in the prose that one can drag: each claim is a sentence, and what follows from its numbers."""

from __future__ import annotations

from landscape.claims.base import Claim, ClaimStill
from landscape.claims.condition import CONDITION
from landscape.claims.cost import COST
from landscape.claims.damping import DAMPING
from landscape.claims.difference import DIFFERENCE
from landscape.claims.draggable import Draggable
from landscape.claims.escape import ESCAPE
from landscape.claims.momentum import MOMENTUM
from landscape.claims.rate import RATE
from landscape.claims.units import UNITS

__all__ = ["CLAIMS", "Claim", "ClaimStill", "Draggable", "claim"]

CLAIMS: dict[str, Claim] = {
    claim.name: claim for claim in (ESCAPE, RATE, CONDITION, DAMPING, MOMENTUM, UNITS, DIFFERENCE, COST)
}
"""Every claim, by its name."""


def claim(name: str) -> ClaimStill:
    """A claim as it stands in a page.

    Args:
        name: its key in `CLAIMS`.

    >>> claim("escape")
    From (1, 10⁻¹²), with a learning rate of η = 0.1, each step multiplies the distance from the axis by 1 + 2η = 1.2,
    and the saddle is left after 152 steps.

    Raises:
        ValueError: there is no such claim.
    """
    if name not in CLAIMS:
        raise ValueError(f"claim: {name!r:.60} is not known. Known are {', '.join(CLAIMS)}")
    return ClaimStill(CLAIMS[name])
