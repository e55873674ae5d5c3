"""Makes the folder `live/` of the site: runtime files packed once, the scripts bundled by esbuild."""

from __future__ import annotations

import json
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import deflate

from livedocs import cache, dense
from livedocs.runtime import Runtime

# Short enough to read in a network log, long enough never to clash.
HASH_LENGTH = 12
BEST = 12


class BundleError(Exception):
    """A script cannot be bundled; the message is esbuild's own."""


@dataclass(frozen=True)
class File:
    """One file of the site: its name inside `live/`, and where its bytes are."""

    name: str
    path: Path


def pack(name: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    """An asset as the page will fetch it: compressed here, because static hosts compress as they please."""
    digest = cache.sha256(content)
    kept = cache.folder("packed") / f"{digest}-{BEST}.gz"
    if not kept.is_file():
        # libdeflate: a thirtieth smaller than zlib at its best, and faster.
        cache.write(kept, bytes(deflate.gzip_compress(content, BEST)))
    stored = kept.read_bytes()
    # Not `.gz`: some hosts take that ending for a transfer encoding and unpack on the way.
    file = f"{name}.{cache.sha256(stored)[:HASH_LENGTH]}.bin"
    return _entry(name, file, content, stored, packed=True), stored


def named_wheel(path: Path) -> tuple[dict[str, Any], bytes]:
    """The project's wheel as it is, its content's hash as the build tag: still a valid name for pip."""
    content = path.read_bytes()
    name, version, *tags = path.name.split("-")
    file = "-".join([name, version, "0" + cache.sha256(content)[:HASH_LENGTH], *tags])
    return _entry(path.name, file, content, content, packed=False), content


def _entry(name: str, file: str, content: bytes, stored: bytes, *, packed: bool) -> dict[str, Any]:
    return {
        "name": name,
        "file": file,
        "bytes": len(stored),
        "size": len(content),
        "sha256": cache.sha256(content),
        "packed": packed,
    }


def licences(runtime: Runtime) -> bytes:
    """The licence texts of the third-party files that the site hands out."""
    parts = [
        f"Pyodide {runtime.version}: Mozilla Public License 2.0, https://github.com/pyodide/pyodide\n",
        "CPython's standard library: Python Software Foundation License, https://docs.python.org/3/license.html\n",
    ]
    for name, path in runtime.downloads.items():
        with zipfile.ZipFile(path) as wheel:
            for member in sorted(wheel.namelist()):
                if ".dist-info/" in member and "LICEN" in member.upper() and not member.endswith("/"):
                    parts.append(f"\n===== {name}: {member}\n\n{wheel.read(member).decode('utf-8', 'replace')}")
    return "".join(parts).encode()


LAZY = {"editor": "web/cells/editor.ts", "surface": "web/explorer/surface/surface.ts"}
"""Scripts that a page loads when it first needs them."""
FORMS = ("files", "scripts")
"""Files for a web server, or scripts that carry them: all that a double-clicked page can read."""


def as_script(entry: dict[str, Any], stored: bytes) -> tuple[dict[str, Any], bytes]:
    """The same asset as a classic script that hands over its bytes as dense text."""
    file = entry["file"].removesuffix(".bin") + ".js"
    text = f'__landscapeFile("{file}","{dense.encode(stored)}");'.encode()
    return {**entry, "file": file, "bytes": len(text)}, text


def build(root: Path, runtime: Runtime, out: Path, form: str = "files") -> list[File]:
    """Writes everything into `out` (emptied of what is stale) and says which files the site gets.

    Raises:
        BundleError: esbuild refused a script.
    """
    out.mkdir(parents=True, exist_ok=True)
    worker_name, worker_source = script(root, "web/runtime/worker.ts", "worker", form="esm", hashed=True)
    packed = [
        pack(path.name, path.read_bytes())
        for path in (runtime.core / "pyodide.asm.wasm", runtime.stdlib, *runtime.packages.values())
    ]
    packed.append(named_wheel(runtime.wheel))
    if form == "scripts":
        packed = [as_script(*item) for item in packed]
        worker = as_script(*pack(worker_name.removesuffix(".js"), worker_source))
    else:
        worker = _entry("worker", worker_name, worker_source, worker_source, packed=False), worker_source
    lazy = {}
    for name, entry in LAZY.items():
        file, source = script(root, entry, name, form="iife", hashed=True)
        plain = _entry(name, file, source, source, packed=False), source
        # In a folder, where there is a limit, they are as small as the runtime's files.
        lazy[name] = as_script(*pack(name, source)) if form == "scripts" else plain
    manifest = {
        "pyodide": runtime.version,
        "lock": json.dumps({"info": runtime.lock["info"], "packages": {}}),
        "form": form,
        "assets": [entry for entry, _ in packed],
        "worker": worker[0],
        "lazy": {name: entry for name, (entry, _) in lazy.items()},
    }
    # Beside the folder, not in it: only the page's script needs it, and has it inside.
    cache.write(out.parent / "manifest.json", json.dumps(manifest, indent=1).encode())
    main, main_source = script(root, "web/main.ts", "landscape", form="iife", hashed=False, manifest=out.parent)
    files = {entry["file"]: content for entry, content in (*packed, worker, *lazy.values())}
    files |= {main: main_source, "LICENCES.txt": licences(runtime)}
    if form == "scripts":
        search, search_source = script(root, "web/offline/search.ts", "iframe-worker", form="iife", hashed=False)
        files[search] = search_source

    for name, content in files.items():
        path = out / name
        if not path.is_file() or path.read_bytes() != content:
            cache.write(path, content)
    for stale in set(out.iterdir()) - {out / name for name in files}:
        stale.unlink()
    return [File(name, out / name) for name in sorted(files)]


def script(
    root: Path, entry: str, name: str, *, form: str, hashed: bool, manifest: Path | None = None
) -> tuple[str, bytes]:
    """One bundle. Scripts of the page are classic ones: a double-clicked page may not load modules."""
    command = ["node", str(root / "web" / "build" / "bundle.mjs"), str(root / entry), form]
    if manifest is not None:
        command.append(str(manifest / "manifest.json"))
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    if done.returncode != 0:
        raise BundleError(f"{entry} cannot be bundled.\n{done.stderr.decode('utf-8', 'replace')}")
    tag = f".{cache.sha256(done.stdout)[:HASH_LENGTH]}" if hashed else ""
    return f"{name}{tag}.js", done.stdout
