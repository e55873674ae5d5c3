/**
 * The worker's ear: one file for both roles, hosted and offline alike. It is sent every byte it needs and asks
 * no network for anything.
 */
import type { FromWorker, ToWorker } from "../protocol";
import { Depot } from "./depot";
import { startPython, type Python } from "./python";

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
};

const post = (message: FromWorker, transfer: Transferable[] = []): void => scope.postMessage(message, transfer);

const depot = new Depot();
let python: Python | null = null;

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Pyodide marks the errors after which its memory cannot be trusted. */
function isFatal(error: unknown): boolean {
  return typeof error === "object" && error !== null && "pyodide_fatal_error" in error;
}

function serve(id: number, work: (python: Python) => Extract<FromWorker, { kind: "reply"; ok: true }>["answer"]): void {
  if (python === null) {
    post({ kind: "reply", id, ok: false, error: "Python is not ready." });
    return;
  }
  try {
    const answer = work(python);
    post({ kind: "reply", id, ok: true, answer }, "arrays" in answer ? answer.arrays.map((a) => a.buffer) : []);
  } catch (error) {
    if (isFatal(error)) post({ kind: "dead", message: `Python stopped for good: ${describe(error)}`, asset: null });
    else post({ kind: "reply", id, ok: false, error: describe(error) });
  }
}

scope.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
  switch (data.kind) {
    case "start":
      depot.expect(data.manifest.assets);
      Promise.race([
        startPython(data.role, data.setup, data.manifest, depot, (stage) => post({ kind: "stage", stage, done: 0, due: 0 })),
        depot.failure,
      ]).then(
        (started) => {
          python = started;
          post({ kind: "ready" });
        },
        (error: unknown) => post({ kind: "dead", message: describe(error), asset: depot.culprit }),
      );
      break;
    case "asset":
      depot.deliver(data.name, data.bytes);
      break;
    case "ask":
      serve(data.id, (p) => p.ask(data.request));
      break;
    case "run":
      serve(data.id, (p) => p.run(data, (stream, text) => post({ kind: "output", id: data.id, stream, text })));
      break;
    case "forget":
      python?.forget(data.page);
  }
};
