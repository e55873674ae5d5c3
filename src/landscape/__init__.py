"""Landscapes of two variables, their derivatives, and the steppers that cross them."""
