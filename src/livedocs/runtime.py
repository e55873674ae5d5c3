"""Gets what Python in the page is made of: Pyodide, NumPy and contourpy for it, and the project's own wheel.

Pyodide's core comes from npm (`package-lock.json` holds its hash). The packages come from Pyodide's release, or, where
that host cannot be reached, from inside a wheel on the Python package index that carries the same files. Whatever
the source, the bytes must be those that Pyodide's own lock file names.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from pypi_simple import PyPISimple
from remotezip import RemoteZip

from livedocs import cache

PACKAGES = ("numpy", "contourpy")
# Second source: a project that ships Pyodide's packages inside its own wheel.
CARRIER, CARRIER_VERSION, CARRIER_FOLDER = "open-webui", "0.12.4", "open_webui/frontend/pyodide"


class RuntimeFilesError(Exception):
    """A runtime file cannot be had, or is not what it should be."""


@dataclass(frozen=True)
class Runtime:
    """The verified files, and what made the project's wheel."""

    core: Path
    version: str
    lock: dict[str, Any]
    downloads: dict[str, Path]
    """Packages of Pyodide's as they came, hash verified."""
    stdlib: Path
    packages: dict[str, Path]
    """The same packages byte-compiled; like `stdlib`, what the page and the build run."""
    wheel: Path
    builder: str

    def fingerprint(self) -> str:
        """Changes whenever a cell could print something else: other Python, other packages."""
        parts = [self.version, *(cache.sha256(path.read_bytes()) for path in (*self.packages.values(), self.wheel))]
        return cache.sha256("\n".join(parts).encode())


def prepare(root: Path, say: Callable[[str], None]) -> Runtime:
    """Everything the site needs to run Python, from the cache where it is there and whole.

    Raises:
        RuntimeFilesError: a file cannot be had or its hash differs; the message names file, sources and hashes.
    """
    core = root / "node_modules" / "pyodide"
    if not (core / "pyodide-lock.json").is_file():
        raise RuntimeFilesError("node_modules/pyodide is missing: run `npm ci` (or `make site`, which does).")
    version = json.loads((core / "package.json").read_text("utf-8"))["version"]
    lock = json.loads((core / "pyodide-lock.json").read_text("utf-8"))
    downloads = {name: package(name, version, lock, say) for name in PACKAGES}
    stdlib = compiled(root, core / "python_stdlib.zip", "/lib/python314.zip/", say)
    packages = {name: compiled(root, path, "/lib/python3.14/site-packages/", say) for name, path in downloads.items()}
    wheel, builder = own_wheel(root, say)
    return Runtime(core, version, lock, downloads, stdlib, packages, wheel, builder)


def package(name: str, version: str, lock: dict[str, Any], say: Callable[[str], None]) -> Path:
    """One package of Pyodide's, verified against the lock file."""
    entry: dict[str, str] = lock["packages"][name]
    file, expected = entry["file_name"], entry["sha256"]
    path = cache.folder("pyodide", version) / file
    if path.is_file() and cache.sha256(path.read_bytes()) == expected:
        return path
    failures = []
    for title, get in (("Pyodide's release", from_release), (f"{CARRIER} {CARRIER_VERSION}", from_carrier)):
        try:
            content = get(version, file)
        except Exception as error:  # every library below has errors of its own; each is a reason to ask the next source
            failures.append(f"{title}: {type(error).__name__}: {error}")
            continue
        verify(file, title, expected, content)
        cache.write(path, content)
        say(f"{file}: {len(content) / 1e6:.1f} MB from {title}, hash verified")
        return path
    raise RuntimeFilesError(f"{file} could not be had from any source.\n  " + "\n  ".join(failures))


def verify(file: str, source: str, expected: str, content: bytes) -> None:
    found = cache.sha256(content)
    if found != expected:
        raise RuntimeFilesError(f"{file} from {source} is not the file that Pyodide's lock names.\n"
                                f"  expected sha256 {expected}\n  found    sha256 {found}")  # fmt: skip


def from_release(version: str, file: str) -> bytes:
    base = os.environ.get("LANDSCAPE_PYODIDE_URL", f"https://cdn.jsdelivr.net/pyodide/v{version}/full/")
    answer = requests.get(base.rstrip("/") + "/" + file, timeout=(10, 60))
    answer.raise_for_status()
    return answer.content


def from_carrier(_version: str, file: str) -> bytes:
    """Reads one member of a large wheel by range requests, without the rest of it."""
    wanted = f"{CARRIER.replace('-', '_')}-{CARRIER_VERSION}-py3-none-any.whl"
    with PyPISimple() as index:
        for found in index.get_project_page(CARRIER).packages:
            if found.filename == wanted:
                with RemoteZip(found.url) as archive:
                    content: bytes = archive.read(f"{CARRIER_FOLDER}/{file}")
                    return content
    raise RuntimeFilesError(f"{wanted} is not on the index.")


def compiled(root: Path, source: Path, prefix: str, say: Callable[[str], None]) -> Path:
    """The same archive with bytecode in place of sources, made once by the interpreter that will read it."""
    script = root / "web" / "build" / "compile.mjs"
    key = cache.sha256(source.read_bytes() + script.read_bytes())
    target = cache.folder("compiled", key[:16]) / source.name
    if not target.is_file():
        say(f"{source.name}: byte-compiling")
        part = target.with_suffix(".part")
        done = subprocess.run(
            ["node", str(script), str(source), str(part), prefix], cwd=root, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeFilesError(f"{source.name} could not be byte-compiled.\n{done.stderr[-2000:]}")
        part.replace(target)
    return target


def own_wheel(root: Path, say: Callable[[str], None]) -> tuple[Path, str]:
    """The project's wheel: by `pyodide build` where its cross-build environment is at hand, else by the same back end.

    A pure-Python wheel is the same file either way; a workflow holds the two RECORDs equal.
    """
    out = root / "build" / "wheel"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "315532800"}
    pyodide = shutil.which("pyodide", path=str(Path(sys.executable).parent)) or shutil.which("pyodide")
    attempts = [
        (
            "python -m build",
            [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(root)],
        )
    ]
    if pyodide is not None:
        attempts.insert(0, ("pyodide build", [pyodide, "build", "--no-isolation", "--outdir", str(out), str(root)]))
    said = ""
    for builder, command in attempts:
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        wheels = sorted(out.glob("*.whl"))
        if done.returncode == 0 and len(wheels) == 1:
            say(f"{wheels[0].name}: built by `{builder}`")
            return wheels[0], builder
        said = (done.stdout + done.stderr)[-2000:]
        say(f"`{builder}` built no wheel here")
    raise RuntimeFilesError(f"The project's wheel could not be built.\n{said}")
