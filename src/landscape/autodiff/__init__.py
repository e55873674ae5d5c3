"""Derivatives by machine: exact forward mode of second order, and differences to check it by."""

from landscape.autodiff.differences import difference_gradient, difference_hessian, directional_error
from landscape.autodiff.forward import Jet, jets

__all__ = ["Jet", "difference_gradient", "difference_hessian", "directional_error", "jets"]
