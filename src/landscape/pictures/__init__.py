"""Still pictures of landscapes and numbers, for pages and notebooks: what is there before Python is, and without
JavaScript.

Contour lines come from contourpy, which is imported when a map is drawn (the extra `pictures`).
"""

from __future__ import annotations

from landscape.pictures.charts import Chart, chart
from landscape.pictures.explorers import ExplorerStill, explorer
from landscape.pictures.jacobian import JacobianExplorer, jacobian_explorer
from landscape.pictures.maps import Picture, picture
from landscape.pictures.scenes import map_svg
from landscape.pictures.tables import Matrix, Table, matrix, table

__all__ = [
    "Chart",
    "ExplorerStill",
    "JacobianExplorer",
    "Matrix",
    "Picture",
    "Table",
    "chart",
    "explorer",
    "jacobian_explorer",
    "map_svg",
    "matrix",
    "picture",
    "table",
]
