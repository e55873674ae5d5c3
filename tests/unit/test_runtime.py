"""What the page's Python is made of: sources in turn, hashes, packing, execution and its cache."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from livedocs import bundle, cache, runtime
from livedocs.execute import ExecutionError, Executor, Worker
from livedocs.maths import MathsError, Typesetter

from .reading import decoded

ROOT = Path(__file__).parents[2]
CONTENT = b"a wheel"
LOCK = {"packages": {"numpy": {"file_name": "numpy.whl", "sha256": hashlib.sha256(CONTENT).hexdigest()}}}


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LANDSCAPE_CACHE", str(tmp_path))
    return tmp_path


def quiet(_text: str) -> None: ...


def refuse(_version: str, _file: str) -> bytes:
    raise OSError("no way to that host")


def test_the_second_source_stands_in_and_the_cache_is_asked_first(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "from_release", refuse)
    monkeypatch.setattr(runtime, "from_carrier", lambda _version, _file: CONTENT)
    said: list[str] = []
    path = runtime.package("numpy", "1", LOCK, said.append)
    assert path.read_bytes() == CONTENT
    assert "hash verified" in said[0]
    monkeypatch.setattr(runtime, "from_carrier", refuse)
    assert runtime.package("numpy", "1", LOCK, said.append) == path
    path.write_bytes(b"damaged on disk")
    with pytest.raises(runtime.RuntimeFilesError, match="could not be had from any source"):
        runtime.package("numpy", "1", LOCK, said.append)


def test_a_wrong_hash_is_a_hard_error_that_names_all(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "from_release", lambda _version, _file: b"something else")
    with pytest.raises(runtime.RuntimeFilesError) as refused:
        runtime.package("numpy", "1", LOCK, quiet)
    words = str(refused.value)
    found = hashlib.sha256(b"something else").hexdigest()
    for part in ("numpy.whl", "Pyodide's release", LOCK["packages"]["numpy"]["sha256"], found):
        assert part in words
    assert not list(empty.rglob("numpy.whl"))


def test_when_no_source_answers_each_reason_is_told(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "from_release", refuse)
    monkeypatch.setattr(runtime, "from_carrier", refuse)
    with pytest.raises(runtime.RuntimeFilesError) as refused:
        runtime.package("numpy", "1", LOCK, quiet)
    assert str(refused.value).count("no way to that host") == 2


def test_packed_assets_are_gzip_named_by_hash(empty: Path) -> None:
    entry, stored = bundle.pack("a.wasm", b"x" * 1000)
    assert gzip.decompress(stored) == b"x" * 1000
    assert entry["sha256"] == hashlib.sha256(b"x" * 1000).hexdigest()
    assert entry["file"] == f"a.wasm.{hashlib.sha256(stored).hexdigest()[:12]}.bin"
    assert (entry["bytes"], entry["size"], entry["packed"]) == (len(stored), 1000, True)


def test_the_wheel_keeps_a_name_that_pip_reads(tmp_path: Path) -> None:
    path = tmp_path / "landscape-0.1.0-py3-none-any.whl"
    path.write_bytes(b"wheel")
    entry, _ = bundle.named_wheel(path)
    assert entry["file"] == f"landscape-0.1.0-0{hashlib.sha256(b'wheel').hexdigest()[:12]}-py3-none-any.whl"


def test_a_script_that_cannot_be_bundled_says_why(tmp_path: Path) -> None:
    bad = tmp_path / "bad.ts"
    bad.write_text("const = 3;")
    with pytest.raises(bundle.BundleError, match="cannot be bundled"):
        bundle.script(ROOT, str(bad), "bad", form="iife", hashed=False)


def test_a_write_is_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file"
    cache.write(path, b"before")
    with pytest.raises(TypeError):
        cache.write(path, "not bytes")  # type: ignore[arg-type]
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.fixture(scope="module")
def found() -> runtime.Runtime:
    return runtime.prepare(ROOT, quiet)


@pytest.fixture
def executor(found: runtime.Runtime, empty: Path) -> Iterator[Executor]:
    made = Executor(ROOT, found, "class Box:\n    def _repr_html_(self): return '<b>box</b>'")
    yield made
    made.close()


def test_cells_run_in_pyodide_and_are_cached_by_the_cells_so_far(executor: Executor) -> None:
    first = executor.cell("p", ["import sys, numpy as np", "print(sys.platform, np.__version__)"])
    assert first["text"] == "emscripten 2.4.3"
    assert executor.executed == 2
    assert executor.cell("p", ["import sys, numpy as np", "print(sys.platform, np.__version__)"]) == first
    assert executor.executed == 2
    assert executor.cell("p", ["x = 1", "x"])["text"] == "1"
    # Other cells above: another result, though the cell itself is the same.
    assert executor.cell("p", ["x = 2", "x"])["text"] == "2"
    assert executor.cell("q", ["x"])["error"]["type"] == "NameError"


def test_a_damaged_cache_is_computed_anew(executor: Executor, empty: Path) -> None:
    executor.cell("p", ["1 + 1"])
    for kept in empty.rglob("cells/**/*.json"):
        kept.write_text("{")
    assert executor.cell("p", ["1 + 1"])["text"] == "2"
    assert executor.executed == 2


def test_elements_are_expressions_of_the_preamble(executor: Executor) -> None:
    assert executor.element("p", "Box()") == "<b>box</b>"
    with pytest.raises(ExecutionError, match=r"p, element 'Nothing\(\)': NameError"):
        executor.element("p", "Nothing()")


def test_the_runtime_is_what_was_promised(found: runtime.Runtime) -> None:
    assert found.version == "314.0.4"
    assert found.builder in ("pyodide build", "python -m build")
    assert found.wheel.name.startswith("landscape-")
    locked = json.loads((ROOT / "node_modules" / "pyodide" / "pyodide-lock.json").read_text())["packages"]
    assert list(found.downloads) == ["numpy", "contourpy"]
    for name, path in found.downloads.items():
        assert cache.sha256(path.read_bytes()) == locked[name]["sha256"]


def test_a_process_that_ends_or_hangs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("livedocs.execute.SECONDS", 0.5)
    for script, words in (("", "the interpreter ended"), ("import time; time.sleep(60)", "no end after")):
        worker = Worker([sys.executable, "-c", script], ROOT)
        with pytest.raises(ExecutionError, match=words):
            worker.ask({}, "a cell")


def test_maths_is_typeset_or_the_build_fails() -> None:
    typesetter = Typesetter(ROOT)
    try:
        inline = typesetter.typeset(r'<p><span class="arithmatex">\(a &lt; b\)</span></p>', "p")
        assert 'class="katex"' in inline
        assert "<math" in inline
        assert typesetter.typeset("<p>no maths</p>", "p") == "<p>no maths</p>"
        with pytest.raises(MathsError, match=r"page.md: the formula .*nonsense"):
            typesetter.typeset(r'<div class="arithmatex">\[\nonsense{x}\]</div>', "page.md")
    finally:
        typesetter.close()


def test_licences_are_handed_out(found: runtime.Runtime) -> None:
    text = bundle.licences(found).decode()
    for part in ("Mozilla Public License", "Python Software Foundation", "NumPy Developers", "ContourPy Developers"):
        assert part in text


@pytest.mark.parametrize("form", bundle.FORMS)
def test_what_the_page_will_fetch_is_listed_with_size_and_hash(
    found: runtime.Runtime, tmp_path: Path, form: str
) -> None:
    files = {file.name: file.path for file in bundle.build(ROOT, found, tmp_path / "live", form)}
    listed = json.loads((tmp_path / "manifest.json").read_text())
    assert listed["form"] == form
    assert [asset["name"].split("-")[0] for asset in listed["assets"]] == [
        "pyodide.asm.wasm",
        "python_stdlib.zip",
        "numpy",
        "contourpy",
        "landscape",
    ]
    for asset in (*listed["assets"], listed["worker"], *listed["lazy"].values()):
        stored = files[asset["file"]].read_bytes()
        assert len(stored) == asset["bytes"]
        if form == "scripts":
            call = re.fullmatch(r'__landscapeFile\("([^"]*)","([^"\\<&]*)"\);', stored.decode("ascii"))
            assert call is not None
            assert call[1] == asset["file"]
            (stored,) = decoded(call[2])
        content = gzip.decompress(stored) if asset["packed"] else stored
        assert len(content) == asset["size"]
        assert cache.sha256(content) == asset["sha256"]
    assert listed["lazy"].keys() == bundle.LAZY.keys()
    assert {"landscape.js", "LICENCES.txt"} <= files.keys()
    assert sum(asset["bytes"] for asset in listed["assets"]) < (10e6 if form == "files" else 12.5e6)
