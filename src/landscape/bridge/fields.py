"""Answers about the whole plane: heights, curvature, gradients."""

from __future__ import annotations

from typing import Any

import numpy as np

from landscape._arrays import Array, eigenpairs
from landscape.bridge.requests import Request, grid, landscape
from landscape.levels import contour_levels


def _points(xs: Array, ys: Array) -> Array:
    return np.stack(np.meshgrid(xs, ys), axis=-1)


def field(request: Request) -> dict[str, Any]:
    f = landscape(request)
    window, xs, ys = grid(request, f, (128, 128))
    values = f.value(_points(xs, ys))
    levels, strong = contour_levels(values)
    finite = values[np.isfinite(values)]
    return {
        "values": values,
        "window": window,
        "levels": levels.tolist(),
        "strong": strong.tolist(),
        "minimum": float(finite.min()) if finite.size else None,
        "maximum": float(finite.max()) if finite.size else None,
    }


def curvature(request: Request) -> dict[str, Any]:
    """Both eigenvalues of H: their signs are the definiteness, their zeros the curves det H = 0."""
    f = landscape(request)
    window, xs, ys = grid(request, f, (96, 64))
    values = eigenpairs(f.hessian(_points(xs, ys)))[0]
    return {"low": values[..., 0], "high": values[..., 1], "window": window}


def arrows(request: Request) -> dict[str, Any]:
    """Gradients in the middles of the cells of a coarse grid: none of them lies on the border."""
    f = landscape(request)
    ((x0, x1), (y0, y1)), xs, ys = grid(request, f, (19, 13))
    w, h = (x1 - x0) / xs.size, (y1 - y0) / ys.size
    points = _points(np.linspace(x0 + w / 2, x1 - w / 2, xs.size), np.linspace(y0 + h / 2, y1 - h / 2, ys.size))
    return {"points": points.reshape(-1, 2), "gradients": f.gradient(points).reshape(-1, 2)}
