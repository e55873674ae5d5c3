"""What is fast and what is not, as ratios within one run: machines are noisy, and seconds would only tell of them.

python -m tests.bench
"""

from __future__ import annotations

import json
import subprocess
import sys
import timeit
from collections.abc import Callable
from statistics import median

import numpy as np

from landscape import GradientDescent, Newton, Rosenbrock, descend
from landscape._arrays import solve
from landscape.bridge import answer
from tests.browser.faulty import serving
from tests.browser.suites import ROOT, install

ROUNDS = 5
# Of the hosted start from a filled cache.
READY_LIMIT, MEMORY_LIMIT = 1.5, 1.3


def starts() -> bool:
    """Prints how the offline kinds start beside the hosted one; says whether they keep to their limits."""
    with serving(ROOT / "site") as url:
        places = {
            "hosted": f"{url}explorer/",
            "folder": (ROOT / "dist" / "landscape-offline" / "explorer.html").as_uri(),
            "one file": (ROOT / "dist" / "explorer.html").as_uri(),
        }
        command = ["node", str(ROOT / "tests" / "bench" / "start.mjs"), str(ROUNDS)]
        command += [f"{kind}={address}" for kind, address in places.items()]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    base = {key: median(found["hosted"][key]) for key in ("ready", "memory") if None not in found["hosted"][key]}
    print(f"Start in Chromium, medians of {ROUNDS}")
    kept = True
    for kind, measured in found.items():
        line = f"  {kind:9}"
        for key, unit, limit in (("ready", "ms", READY_LIMIT), ("memory", "MB", MEMORY_LIMIT)):
            if key not in base:
                line += f"  {key} is not told by this system"
                continue
            value = median(measured[key])
            ratio = value / base[key]
            within = kind != "folder" or ratio <= limit
            kept = kept and within
            line += f"  {key} {value:6.0f} {unit}, ratio {ratio:.2f}" + ("" if within else f" (limit {limit})")
        print(line)
    return kept


def versus(title: str, ours: Callable[[], object], other: Callable[[], object], number: int) -> None:
    """Prints how many times longer the other way takes; best of alternating rounds."""
    times = [(timeit.timeit(ours, number=number), timeit.timeit(other, number=number)) for _ in range(ROUNDS)]
    best, rest = (min(column) for column in zip(*times, strict=True))
    print(f"  {title:58} {rest / best:6.1f} times")


def package() -> None:
    """Prints what batches and closed forms are worth, natively."""
    f, rng = Rosenbrock(), np.random.default_rng(1)
    starts = rng.uniform(-2.0, 2.0, (32, 32, 2))
    newton, descent = Newton(), GradientDescent(learning_rate=1e-3)
    matrices, right = rng.normal(size=(128, 128, 2, 2)), rng.normal(size=(128, 128, 2))
    print("The package, natively: how many times longer the other way takes")
    for method in (newton, descent):
        versus(
            f"{method.name}, 10 steps from 1,024 starts: a batch, or a loop",
            lambda method=method: descend(f, method, starts, 10),  # type: ignore[misc]
            lambda method=method: [descend(f, method, start, 10) for start in starts.reshape(-1, 2)],  # type: ignore[misc]
            1,
        )
    grid = {"query": "basins", "landscape": "Himmelblau", "method": "Newton", "resolution": [108, 72], "rows": [0, 72]}

    def pictured(*passes: int) -> None:
        # Another window each time, so that no memo answers.
        window = [[-6.0 - rng.uniform(0.0, 1e-6), 6.0], [-6.0, 6.0]]
        for steps in passes:
            assert answer({**grid, "window": window, "steps": steps})["ok"]

    versus(
        "basins of 7,776 starts, 256 steps: only what still moves, or all",
        lambda: pictured(16, 32, 64, 256),
        lambda: pictured(256),
        1,
    )
    versus(
        "16,384 systems of two equations: closed form, or LAPACK",
        lambda: solve(matrices, right),
        lambda: np.linalg.solve(matrices, right[..., None]),
        5,
    )


def main() -> None:
    missing = install("chromium")
    if missing is not None:
        sys.exit(missing)
    kept = starts()
    package()
    if not kept:
        sys.exit("The offline start is over its limit in this run; run it again when the machine is quiet.")


if __name__ == "__main__":
    main()
