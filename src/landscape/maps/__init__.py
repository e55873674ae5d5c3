"""Maps of the plane to itself and their Jacobians, by name."""

from __future__ import annotations

from landscape.maps.base import PlaneMap
from landscape.maps.layer import Layer
from landscape.maps.plane import Polar, Product

MAPS: dict[str, type[PlaneMap]] = {kind.__name__: kind for kind in (Polar, Product, Layer)}
"""The maps, in the order in which a reader meets them."""

__all__ = ["MAPS", "Layer", "PlaneMap", "Polar", "Product"]
