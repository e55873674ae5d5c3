/**
 * What the elements see of Python: a life cycle and two doors. The explorers know `Engine`, the cells know
 * `Kernel`; neither knows that Pyodide is behind it.
 */
import type { CellResult, Run, Stage } from "../protocol";

export type Life =
  | { readonly phase: "idle" }
  | { readonly phase: "loading"; readonly stage: Stage; readonly done: number; readonly due: number }
  | { readonly phase: "ready" }
  | { readonly phase: "error"; readonly message: string };

export interface Living {
  readonly life: Life;
  /** Begins the start if it has not begun; does nothing while it runs or when it is done. */
  start(): void;
  /** After an error: throws the failed start away and begins anew. */
  retry(): void;
  /** Calls `listener` at every change of `life`; returns what ends that. */
  watch(listener: (life: Life) => void): () => void;
}

/** A parsed answer: `{"array": k, "shape"}` places already hold typed arrays (`{data, shape}`). */
export type Answer = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: string };

export interface Engine extends Living {
  /** A query of one view: a newer query of the same view replaces an older one, whose promise gives null. */
  query(view: string, request: object): Promise<Answer | null>;
  /** A press: never dropped, answered in order. Waits for Python if it must. */
  press(request: object): Promise<Answer>;
}

export interface Kernel extends Living {
  /** Grows by one with every new worker: what ran under an older number is not in memory any more. */
  readonly generation: number;
  /** Runs a cell; `write` gets output as it comes. Null: it was stopped. Rejects with a message when Python died. */
  run(cell: Run, write: (stream: "stdout" | "stderr", text: string) => void): Promise<CellResult | null>;
  /** Ends whatever runs, at once, and begins a fresh Python in its place. */
  stop(): void;
  forget(page: string): void;
}
