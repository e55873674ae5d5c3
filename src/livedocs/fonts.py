"""The site's own type, from npm's font packages: shipped with the pages, never asked of another host."""

from __future__ import annotations

import json
from pathlib import Path

from livedocs.bundle import File

FAMILIES = {"source-serif-4": "Source Serif 4", "source-sans-3": "Source Sans 3", "source-code-pro": "Source Code Pro"}
# Latin letters, and the signs that prose and numbers use beyond them (minus, arrows, Greek come from the fallback).
RANGE = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,"
    "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215"
)

# Local faces that take the place of ours until these have come, stretched to the same width and height, so that lines
# break alike. Measured over this site's own prose with fontTools: mean advance, ascent and descent.
STAND_INS = {
    "Source Sans 3": (("Arial", "Liberation Sans", "Helvetica"), "89.3%", "114.7%", "44.8%"),
    "Source Serif 4": (("Times New Roman", "Liberation Serif", "Times"), "116.9%", "88.6%", "28.6%"),
    "Source Code Pro": (("Courier New", "Liberation Mono", "Courier"), "100%", "98.4%", "27.3%"),
}
PRELOADED = ("source-serif-4", "source-sans-3")


def stand_ins() -> list[str]:
    """Style rules of the stand-ins, regular and bold."""
    rules = []
    for family, (local, size, ascent, descent) in STAND_INS.items():
        for weight, suffix in (("200 549", ""), ("550 900", " Bold")):
            sources = ",".join(f'local("{name}{suffix}")' for name in local)
            rules.append(
                f'@font-face{{font-family:"{family} Stand-in";font-weight:{weight};src:{sources};size-adjust:{size};'
                f"ascent-override:{ascent};descent-override:{descent};line-gap-override:0%}}"
            )
    return rules


def preloaded(files: list[File]) -> list[str]:
    """The font files that every page shows at once."""
    return [f.name for f in files if f.name.endswith("normal.woff2") and any(name in f.name for name in PRELOADED)]


def assets(root: Path) -> tuple[list[File], str]:
    """The font files and the style sheet that declares them, with its addresses relative to itself."""
    files, rules = [], []
    for package, family in FAMILIES.items():
        folder = root / "node_modules" / "@fontsource-variable" / package
        version = json.loads((folder / "package.json").read_text("utf-8"))["version"]
        for style in ("normal", "italic"):
            path = folder / "files" / f"{package}-latin-wght-{style}.woff2"
            if not path.is_file():
                continue
            name = f"fonts/{package}-{version}-{style}.woff2"
            files.append(File(name, path))
            rules.append(
                f'@font-face{{font-family:"{family}";font-style:{style};font-display:swap;font-weight:200 900;'
                f'src:url("{name}") format("woff2");unicode-range:{RANGE}}}'
            )
    return files, "\n".join([*rules, *stand_ins()]) + "\n"
