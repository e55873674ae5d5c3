"""Derivatives by machine: exact ones in forward mode, and differences to check them by."""

from landscape.autodiff.differences import central, discrepancy, forward
from landscape.autodiff.forward import Jet, coordinates, differentiate
from landscape.autodiff.rules import FUNCTIONS

__all__ = ["FUNCTIONS", "Jet", "central", "coordinates", "differentiate", "discrepancy", "forward"]
