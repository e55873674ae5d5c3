"""Runs a lab anew and stores what its cells said, but nothing of the machine that ran them.

python -m livedocs.labs docs/labs/pytorch.ipynb
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

KEPT = ("title", "description", "still")
"""What a page needs of a notebook's metadata; the rest tells of kernels and versions."""


class LabError(Exception):
    """A cell of a lab failed or warned."""


def clean(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook without names of kernels, versions and times.

    Raises:
        LabError: a cell ended with an error or wrote to stderr; such an output is not to be stored.
    """
    cells = []
    for number, cell in enumerate(notebook["cells"], 1):
        for output in cell.get("outputs", []):
            if output["output_type"] == "error" or output.get("name") == "stderr":
                said = output.get("text") or f"{output.get('ename')}: {output.get('evalue')}"
                raise LabError(f"cell {number}: {said}")
        if cell["cell_type"] == "code":
            cell = {**cell, "outputs": joined(cell["outputs"])}
        kept = {key: value for key, value in cell["metadata"].items() if key == "tags"}
        cells.append({**cell, "id": f"cell-{number}", "metadata": kept})
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        **{key: notebook["metadata"][key] for key in KEPT if key in notebook["metadata"]},
    }
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def joined(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was printed in several goes as one text: where it is cut is a matter of time."""
    kept: list[dict[str, Any]] = []
    for output in outputs:
        if kept and output["output_type"] == kept[-1]["output_type"] == "stream":
            kept[-1] = {**kept[-1], "text": kept[-1]["text"] + output["text"]}
        else:
            kept.append(output)
    return kept


def execute(path: Path) -> None:
    """Runs all cells in order and writes the notebook back."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, kernel_name="python3", record_timing=False, allow_errors=True).execute()
    path.write_text(json.dumps(clean(notebook), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Run labs anew and store their output.")
    parser.add_argument("notebooks", nargs="+", type=Path)
    for path in parser.parse_args().notebooks:
        execute(path)
        print(f"{path} has run")


if __name__ == "__main__":
    main()
