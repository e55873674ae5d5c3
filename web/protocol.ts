/**
 * The one language between the page and its workers. Every message is plain data or an ArrayBuffer;
 * nothing here knows of landscapes or of Pyodide's own types.
 */

/** Which of the two workers this is: the explorers' engine, or the reader's cells. */
export type Role = "engine" | "cells";

/** Named stages of the start, in order; shown in the page with `done` of `due` bytes while there are any. */
export type Stage = "fetch" | "unpack" | "python" | "numpy" | "package";

export interface Asset {
  /** What it is to the loader, for example "pyodide.asm.wasm". */
  readonly name: string;
  /** File name beside the manifest, with the content's hash in it. */
  readonly file: string;
  /** Bytes of the file as it is stored, and of its content once unpacked. */
  readonly bytes: number;
  readonly size: number;
  /** Lower-case hexadecimal SHA-256 of the unpacked content. */
  readonly sha256: string;
  readonly packed: boolean;
}

export interface Manifest {
  readonly pyodide: string;
  /** Pyodide's lock with no packages in it: ours are among the assets. */
  readonly lock: string;
  readonly assets: readonly Asset[];
  /** Files that a server hands out, or scripts beside a double-clicked page. */
  readonly form: "files" | "scripts";
  readonly worker: Asset;
  /** File names of the scripts that are loaded on demand. */
  readonly lazy: Readonly<Record<"editor" | "surface", Asset>>;
}

/** What to import, by name: the runtime itself knows no package. */
export interface Setup {
  readonly numerics: string;
  readonly package: string;
  /** `module:function` that answers the engine's questions. */
  readonly bridge: string;
}

/** One cell of one page (cells only). A page has a namespace of its own. */
export interface Run {
  readonly page: string;
  /** Its title in tracebacks. */
  readonly cell: string;
  readonly code: string;
  /** Of an exercise: code that is run after it and says what is missing; the page's names stay as they are. */
  readonly check: string | null;
}

export type ToWorker =
  | { readonly kind: "start"; readonly role: Role; readonly setup: Setup; readonly manifest: Manifest }
  | { readonly kind: "asset"; readonly name: string; readonly bytes: ArrayBuffer }
  /** One question to the package's bridge (engine only). */
  | { readonly kind: "ask"; readonly id: number; readonly request: string }
  | ({ readonly kind: "run"; readonly id: number } & Run)
  | { readonly kind: "forget"; readonly page: string };

export interface CellError {
  readonly type: string;
  readonly message: string;
  readonly traceback: string;
  /** One-based line of the reader's cell, or null where there is none. */
  readonly line: number | null;
}

/** What a cell came to. `text` is all of its output in order, exactly as the build prints it. */
export interface CellResult {
  readonly text: string;
  readonly value: string | null;
  /** What the last expression shows of itself; its repr is then not in `text`. */
  readonly html: string | null;
  /** What it would show in an element of the page: `{"tag", "label", "view"}` as JSON. */
  readonly element: string | null;
  readonly error: CellError | null;
  /** Of an exercise: whether its check passed, and what is missing. Null where nothing was checked. */
  readonly passed: boolean | null;
  readonly verdict: string | null;
}

/** An answer of the bridge: JSON in which `{"array": k, "shape": [...]}` stands for `arrays[k]`. */
export interface BridgeReply {
  readonly json: string;
  readonly arrays: readonly (Float64Array | Int8Array)[];
}

export type FromWorker =
  | { readonly kind: "stage"; readonly stage: Stage; readonly done: number; readonly due: number }
  | { readonly kind: "ready" }
  /** The worker can no longer be used; a new one may. */
  | { readonly kind: "dead"; readonly message: string; readonly asset: string | null }
  | { readonly kind: "output"; readonly id: number; readonly stream: "stdout" | "stderr"; readonly text: string }
  | { readonly kind: "reply"; readonly id: number; readonly ok: true; readonly answer: BridgeReply | CellResult }
  | { readonly kind: "reply"; readonly id: number; readonly ok: false; readonly error: string };
