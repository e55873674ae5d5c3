"""What reverse mode writes down while a function runs: one entry for every operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from landscape.autodiff.dual import slope
from landscape.autodiff.guard import of_numbers
from landscape.autodiff.rules import where
from landscape.autodiff.tracer import Number, Rule, Tracer, shown


@dataclass(frozen=True, eq=False)
class Entry:
    """One line of a tape: an input, or the result of one operation."""

    name: str
    operation: str
    """In Python, with the names of other entries: "x ** 2", "v1 - v2"."""
    inputs: tuple[int, ...]
    """Where on the tape the operands are."""
    value: Number
    slopes: tuple[Number, ...] = ()
    """Local derivatives: of this value by each operand."""
    adjoint: Number | None = None
    """The derivative of the output by this value; None before the tape was read backwards."""


def result(index: int, inputs: int) -> str:
    """The name of a result: v1 is the first after the inputs."""
    return f"v{index - inputs + 1}"


@dataclass(frozen=True, eq=False)
class Variable(Tracer):
    """A number that writes down what is done to it."""

    value: Number
    index: int
    entries: list[Entry]
    inputs: int
    """How many entries the inputs take, at the beginning."""

    def _write(self, operation: str, value: Number, *operands: tuple[Variable, Number]) -> Variable:
        if any(u.entries is not self.entries for u, _ in operands):
            raise ValueError("expected numbers of one recording, got some of another: pass them as inputs instead")
        index = len(self.entries)
        text = operation.format(*(self.entries[u.index].name for u, _ in operands))
        slopes = tuple(derivative for _, derivative in operands)
        self.entries.append(Entry(result(index, self.inputs), text, tuple(u.index for u, _ in operands), value, slopes))
        return Variable(value, index, self.entries, self.inputs)

    def function(self, name: str, rule: Rule) -> Variable:
        value, derivative = slope(rule, self.value)
        return self._write(name, value, (self, derivative))

    def choose(self, condition: Any, other: Variable | Number) -> Variable:
        mask = np.where(condition, 1.0, 0.0)
        if isinstance(other, Variable):
            value = where(condition, self.value, other.value)
            return self._write("where(..., {0}, {1})", value, (self, mask), (other, 1.0 - mask))
        return self._write(f"where(..., {{0}}, {shown(other)})", where(condition, self.value, other), (self, mask))

    @of_numbers
    def __add__(self, other: Variable | Number) -> Variable:
        if isinstance(other, Variable):
            return self._write("{0} + {1}", self.value + other.value, (self, 1.0), (other, 1.0))
        return self._write(f"{{0}} + {shown(other)}", self.value + other, (self, 1.0))

    @of_numbers
    def __sub__(self, other: Variable | Number) -> Variable:
        if isinstance(other, Variable):
            return self._write("{0} - {1}", self.value - other.value, (self, 1.0), (other, -1.0))
        return self._write(f"{{0}} - {shown(other)}", self.value - other, (self, 1.0))

    @of_numbers
    def __mul__(self, other: Variable | Number) -> Variable:
        if isinstance(other, Variable):
            return self._write("{0} * {1}", self.value * other.value, (self, other.value), (other, self.value))
        return self._write(f"{shown(other)} * {{0}}", self.value * other, (self, other))
