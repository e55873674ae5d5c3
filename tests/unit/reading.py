"""Reads dense text as the page does: with the page's own code, under Node."""

from __future__ import annotations

import base64
import json
import subprocess
from functools import cache
from pathlib import Path

from livedocs import bundle

ROOT = Path(__file__).parents[2]
_READ = """
import { text } from "node:stream/consumers";
const { decode } = await import(process.argv[1]);
const texts = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(texts.map((given) => Buffer.from(decode(given)).toString("base64"))));
"""


@cache
def _module() -> str:
    _, source = bundle.script(ROOT, "web/runtime/dense.ts", "dense", form="esm", hashed=False)
    return "data:text/javascript;base64," + base64.b64encode(source).decode()


def decoded(*texts: str) -> list[bytes]:
    """What the page makes of each text."""
    command = ["node", "--input-type=module", "--eval", _READ, _module()]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    return [base64.b64decode(content) for content in json.loads(done.stdout)]
