"""Derivatives by machine: exact ones in forward mode, and differences to check them by."""

from landscape.autodiff.differences import central_difference, discrepancy, forward_difference
from landscape.autodiff.forward import Jet, coordinates, differentiate
from landscape.autodiff.rules import FUNCTIONS

__all__ = [
    "FUNCTIONS",
    "Jet",
    "central_difference",
    "coordinates",
    "differentiate",
    "discrepancy",
    "forward_difference",
]
