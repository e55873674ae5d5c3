/**
 * One Python in one worker: Pyodide, NumPy and the package, started from bytes that were handed over and
 * checked. Pyodide's own requests are answered here, so that hosted pages and double-clicked ones start alike.
 */
import { loadPyodide, type PyodideAPI } from "pyodide";
// @ts-expect-error Pyodide ships no types for its Emscripten module.
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import type { PyBuffer, PyCallable, PyProxy } from "pyodide/ffi";
import cellrunner from "../../src/livedocs/cellrunner/__init__.py";
import lending from "../../src/livedocs/cellrunner/lending.py";
import outputs from "../../src/livedocs/cellrunner/outputs.py";
import type { BridgeReply, CellResult, Manifest, Role, Run, Setup, Stage } from "../protocol";
import type { Depot } from "./depot";

/** A made-up origin: requests to it never leave the worker. */
const HOME = "https://pyodide.invalid/";
const TYPES: Readonly<Record<string, string>> = { wasm: "application/wasm", zip: "application/zip", json: "application/json" };

export interface Python {
  ask(request: string): BridgeReply;
  run(cell: Run, write: (stream: "stdout" | "stderr", text: string) => void): CellResult;
  forget(page: string): void;
}

/** Answers Pyodide's requests for its own files from the depot; every other request is the reader's own. */
function answerFromDepot(depot: Depot): () => void {
  const native = globalThis.fetch;
  globalThis.fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(HOME)) return native.call(globalThis, input, init);
    const name = url.slice(HOME.length);
    const content = await depot.take(name);
    return new Response(content, { headers: { "Content-Type": TYPES[name.split(".").pop() ?? ""] ?? "application/octet-stream" } });
  };
  return () => {
    globalThis.fetch = native;
  };
}

/** Copies an array out of the interpreter's memory; the copy is transferred to the page. */
function copyOut(array: PyProxy): Float64Array | Int8Array {
  const buffer = (array as PyBuffer).getBuffer();
  try {
    return (buffer.data as Float64Array | Int8Array).slice();
  } finally {
    buffer.release();
  }
}

function askThrough(answer: PyCallable): (request: string) => BridgeReply {
  return (request) => {
    const reply = answer(request) as PyProxy & { get(index: number): unknown; length: number };
    const list = reply.get(1) as PyProxy & { get(index: number): PyProxy; length: number };
    try {
      const arrays = Array.from({ length: list.length }, (_, k) => {
        const array = list.get(k);
        try {
          return copyOut(array);
        } finally {
          array.destroy();
        }
      });
      return { json: reply.get(0) as string, arrays };
    } finally {
      list.destroy();
      reply.destroy();
    }
  };
}

function importFrom(py: PyodideAPI, entry: string): PyCallable {
  const [module, name] = entry.split(":") as [string, string];
  const found = py.pyimport(module) as PyProxy;
  try {
    // An attribute is borrowed from its module's proxy and would die with it.
    return ((found as unknown as Record<string, PyCallable>)[name] as PyCallable).copy() as PyCallable;
  } finally {
    found.destroy();
  }
}

/** Alone in its package: the rest of `livedocs` stays with the build. */
const RUNNER = "/home/pyodide/livedocs/cellrunner";

function runThrough(py: PyodideAPI): Pick<Python, "run" | "forget"> {
  py.FS.mkdirTree(RUNNER);
  for (const [name, source] of Object.entries({ __init__: cellrunner, lending, outputs })) py.FS.writeFile(`${RUNNER}/${name}.py`, source);
  const run = importFrom(py, "livedocs.cellrunner:run");
  const forget = importFrom(py, "livedocs.cellrunner:forget");
  return {
    run({ page, cell, code, check }, write) {
      // Python's None is undefined on this side; the protocol says null.
      const result = run(page, cell, code, write, check ?? undefined) as PyProxy;
      try {
        const { text, value, html, element, error, passed, verdict } = result.toJs({ dict_converter: Object.fromEntries }) as CellResult;
        return {
          text,
          value: value ?? null,
          html: html ?? null,
          element: element ?? null,
          error: error ? { ...error, line: error.line ?? null } : null,
          passed: passed ?? null,
          verdict: verdict ?? null,
        };
      } finally {
        result.destroy();
      }
    },
    forget: (page) => void forget(page),
  };
}

export async function startPython(
  role: Role,
  setup: Setup,
  manifest: Manifest,
  depot: Depot,
  report: (stage: Stage) => void,
): Promise<Python> {
  const restore = answerFromDepot(depot);
  try {
    const wheels = depot.names().filter((name) => name.endsWith(".whl"));
    report("python");
    const py = await loadPyodide({
      indexURL: HOME,
      packageBaseUrl: HOME,
      // Packages are written by us, so the lock needs none; its platform is what Pyodide checks.
      lockFileContents: manifest.lock,
      createPyodideModule,
      env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" },
    });
    report("numpy");
    for (const name of wheels) py.unpackArchive(await depot.take(name), "wheel");
    py.pyimport(setup.numerics).destroy();
    report("package");
    py.pyimport(setup.package).destroy();
    const unavailable = (): never => {
      throw new Error(`The ${role} worker does not do this.`);
    };
    if (role === "engine") return { ask: askThrough(importFrom(py, setup.bridge)), run: unavailable, forget: unavailable };
    // Never written to: it makes Python call JavaScript now and then, and only there does WebKit end a worker that spins.
    py.setInterruptBuffer(new Uint8Array(1));
    return { ask: unavailable, ...runThrough(py) };
  } finally {
    restore();
  }
}
