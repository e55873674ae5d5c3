"""Derivatives by machine: exact ones in forward and in reverse mode, and differences to check them by."""

from landscape.autodiff.differences import central_difference, discrepancy, forward_difference
from landscape.autodiff.dual import Dual, jvp
from landscape.autodiff.forward import Jet, coordinates, differentiate
from landscape.autodiff.reverse import gradient, hvp, jacobian, vjp
from landscape.autodiff.rules import FUNCTIONS, arctan, cos, cosh, exp, log, sin, sinh, sqrt, tan, tanh, where
from landscape.autodiff.tape import Tape, record
from landscape.autodiff.tracer import Tracer, primal
from landscape.autodiff.variable import Entry, Variable

__all__ = [
    "FUNCTIONS",
    "Dual",
    "Entry",
    "Jet",
    "Tape",
    "Tracer",
    "Variable",
    "arctan",
    "central_difference",
    "coordinates",
    "cos",
    "cosh",
    "differentiate",
    "discrepancy",
    "exp",
    "forward_difference",
    "gradient",
    "hvp",
    "jacobian",
    "jvp",
    "log",
    "primal",
    "record",
    "sin",
    "sinh",
    "sqrt",
    "tan",
    "tanh",
    "vjp",
    "where",
]
