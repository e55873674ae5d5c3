/**
 * One worker's life as the page sees it: start, stages, watchdog, crash, and the replies by id. `Engine` and
 * `Kernel` are thin doors on top of it.
 */
import type { BridgeReply, CellResult, FromWorker, Manifest, Role, Run, Setup, ToWorker } from "../protocol";
import type { Life, Living } from "./api";
import type { Store } from "./store";

/** A stage of the start that takes longer than this will not end: Pyodide can fail without a word. */
const START_MS = 60_000;

export interface Surroundings {
  readonly manifest: Manifest;
  readonly setup: Setup;
  readonly store: Store;
  readonly spawn: () => Promise<Worker>;
}

type Stream = "stdout" | "stderr";

interface Pending {
  resolve(answer: BridgeReply | CellResult | null): void;
  reject(error: Error): void;
  write?: ((stream: Stream, text: string) => void) | undefined;
}

type Question = { kind: "ask"; request: string } | ({ kind: "run" } & Run);

export class Session implements Living {
  #life: Life = { phase: "idle" };
  #worker: Worker | null = null;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #unwatchStore: () => void = () => {};
  #lastId = 0;
  #attempt = 0;
  #waiting: (() => void)[] = [];
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<(life: Life) => void>();

  constructor(
    readonly role: Role,
    readonly surroundings: Surroundings,
  ) {}

  get life(): Life {
    return this.#life;
  }

  watch(listener: (life: Life) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    if (this.#life.phase === "idle") this.#begin();
  }

  retry(): void {
    if (this.#life.phase === "error") this.#begin();
  }

  /** Ends the worker and everything asked of it; what was asked resolves to null. */
  end(): void {
    const pending = [...this.#pending.values()];
    this.#dispose();
    this.#become({ phase: "idle" });
    for (const { resolve } of pending) resolve(null);
  }

  tell(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  /** Asks when Python is ready; starts it if nobody has. Rejects if Python dies meanwhile. */
  ask(question: Question, write?: (stream: Stream, text: string) => void): Promise<BridgeReply | CellResult | null> {
    this.start();
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, write });
      const send = (): void => {
        if (this.#pending.has(id)) this.tell({ ...question, id });
      };
      // Whatever was asked before Python was ready, or in a start that failed, is asked when it is.
      if (this.#life.phase === "ready") send();
      else this.#waiting.push(send);
    });
  }

  #become(life: Life): void {
    this.#life = life;
    for (const listener of [...this.#listeners]) listener(life);
  }

  #begin(): void {
    this.#dispose(true);
    const { store, spawn } = this.surroundings;
    this.#become({ phase: "loading", stage: "fetch", done: store.done, due: store.due });
    this.#unwatchStore = store.watch((done, due) => {
      this.#wind();
      if (this.#life.phase === "loading") this.#become({ phase: "loading", stage: "fetch", done, due });
    });
    this.#wind();
    const attempt = (this.#attempt += 1);
    spawn().then(
      (worker) => {
        if (attempt === this.#attempt) this.#employ(worker);
        else worker.terminate();
      },
      (error: unknown) => {
        if (attempt === this.#attempt) this.#fail(`Python's worker did not start: ${error instanceof Error ? error.message : String(error)}`);
      },
    );
  }

  #employ(worker: Worker): void {
    const { manifest, setup, store } = this.surroundings;
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>): void => this.#hear(data);
    worker.onerror = (event): void => {
      event.preventDefault();
      this.#fail(`The script ${manifest.worker.file} could not be run${event.message ? `: ${event.message}` : ""}. Look at the connection, then try again.`);
    };
    this.tell({ kind: "start", role: this.role, setup, manifest });
    store
      .supply((asset, bytes) => {
        if (this.#worker === worker) this.tell({ kind: "asset", name: asset.name, bytes });
      })
      .then(
        () => this.#unwatchStore(),
        (error: unknown) => {
          if (this.#worker === worker) this.#fail(error instanceof Error ? error.message : String(error));
        },
      );
  }

  #wind(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      const stage = this.#life.phase === "loading" ? this.#life.stage : "start";
      this.#fail(`Python did not start: nothing happened for ${START_MS / 1000} seconds (stage “${stage}”). Try again, or close other tabs if memory is short.`);
    }, START_MS);
  }

  #hear(message: FromWorker): void {
    switch (message.kind) {
      case "stage": {
        this.#wind();
        const { store } = this.surroundings;
        // The interpreter starts while its files still arrive: until the last byte, the bytes are the news.
        const stage = store.done < store.due ? "fetch" : message.stage;
        if (this.#life.phase === "loading") this.#become({ phase: "loading", stage, done: store.done, due: store.due });
        break;
      }
      case "ready": {
        clearTimeout(this.#watchdog);
        this.#unwatchStore();
        const waiting = this.#waiting.splice(0);
        this.#become({ phase: "ready" });
        for (const send of waiting) send();
        break;
      }
      case "dead":
        if (message.asset !== null) this.surroundings.store.distrust(message.asset);
        this.#fail(message.message);
        break;
      case "output":
        this.#pending.get(message.id)?.write?.(message.stream, message.text);
        break;
      case "reply": {
        const pending = this.#pending.get(message.id);
        this.#pending.delete(message.id);
        if (message.ok) pending?.resolve(message.answer);
        else pending?.reject(new Error(message.error));
      }
    }
  }

  #fail(message: string): void {
    const starting = this.#life.phase === "loading";
    const lost = [...this.#pending.values()];
    this.#dispose(starting);
    this.#become({ phase: "error", message });
    // Asked of a Python that ran and died: gone. Asked of one that never started: still waits for *Try again*.
    if (!starting) for (const { reject } of lost) reject(new Error(message));
  }

  #dispose(keepAsked = false): void {
    clearTimeout(this.#watchdog);
    this.#unwatchStore();
    this.#attempt += 1;
    this.#worker?.terminate();
    this.#worker = null;
    if (keepAsked) return;
    this.#waiting = [];
    this.#pending.clear();
  }
}
