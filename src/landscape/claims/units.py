r"""What is steepest depends on the units.

With $y' = s\,y$ the bowl $x^2 + y^2$ is $x^2 + y'^2/s^2$. Its gradient in the new units, carried back to the ground, is
$(g_x, g_y/s^2)$: the steepest way in the metric of the new units.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from landscape.claims.base import Claim
from landscape.claims.draggable import Draggable, short
from landscape.landscapes import Bowl
from landscape.presets import Preset
from landscape.steppers import GradientDescent

PLACE = 0.4
"""Both coordinates of the place on the ground, so that the gradient there is at 45 degrees."""
STEEPNESS = 2.0


def ground(s: float) -> Bowl:
    """The bowl on a map on which a length of one along y is written as s."""
    return Bowl((STEEPNESS, STEEPNESS / s**2))


def angles(s: float) -> tuple[float, float]:
    """Of the steepest way up, in degrees from the x axis: on the map in these units, and of the same way on the ground.

    >>> angles(1.0)
    (45.0, 45.0)
    """
    gx, gy = ground(s).gradient((PLACE, s * PLACE)).tolist()
    return math.degrees(math.atan2(gy, gx)), math.degrees(math.atan2(gy / s, gx))


def results(s: float) -> Mapping[str, str]:
    on_map, on_ground = angles(s)
    return {"map": f"{short(on_map)}°", "ground": f"{short(on_ground)}°"}


def view(s: float) -> Preset:
    return Preset(ground(s), (GradientDescent(0.25),), (PLACE, s * PLACE))


UNITS = Claim(
    "units",
    "The steepest way in other units",
    (Draggable("s", "s", "How many times smaller the unit of y is", 2.0, 1.0, 4.0, "linear", 0.1),),
    "Measure *y* in units {s} times smaller than those of *x*. On the map in these units, the steepest way up is at "
    "{map} to the *x* axis. Carried back to the ground, that way is at {ground}; in equal units it was at 45°.",
    results,
    view,
)
