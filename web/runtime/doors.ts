/** The two doors to Python: the explorers' engine and the cells' kernel, each a session of its own. */
import type { BridgeReply, CellResult, Run } from "../protocol";
import type { Answer, Engine, Kernel } from "./api";
import { Session, type Surroundings } from "./session";

/** Puts the arrays back where the bridge's JSON says they belong. */
function parse(reply: BridgeReply): Answer {
  return JSON.parse(reply.json, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || !("array" in value)) return value;
    const { array, shape } = value as { array: number; shape: number[] };
    return { data: reply.arrays[array], shape };
  }) as Answer;
}

class EngineDoor extends Session implements Engine {
  /** The newest query of each view, and whether one of that view is on its way. */
  readonly #next = new Map<string, { request: object; resolve(answer: Answer | null): void; reject(error: unknown): void }>();
  readonly #busy = new Set<string>();

  query(view: string, request: object): Promise<Answer | null> {
    this.#next.get(view)?.resolve(null);
    return new Promise((resolve, reject) => {
      this.#next.set(view, { request, resolve, reject });
      if (!this.#busy.has(view)) void this.#pump(view);
    });
  }

  async press(request: object): Promise<Answer> {
    const reply = await this.ask({ kind: "ask", request: JSON.stringify(request) });
    return reply === null ? { ok: false, error: "Python was stopped." } : parse(reply as BridgeReply);
  }

  /** One query of a view at a time, so that a fast hand leaves no queue behind it. */
  async #pump(view: string): Promise<void> {
    this.#busy.add(view);
    for (let next = this.#next.get(view); next !== undefined; next = this.#next.get(view)) {
      this.#next.delete(view);
      try {
        next.resolve(await this.press(next.request));
      } catch (error) {
        next.reject(error);
      }
    }
    this.#busy.delete(view);
  }
}

class KernelDoor extends Session implements Kernel {
  generation = 0;

  override start(): void {
    if (this.life.phase === "idle") this.generation += 1;
    super.start();
  }

  override retry(): void {
    if (this.life.phase === "error") this.generation += 1;
    super.retry();
  }

  async run(cell: Run, write: (stream: "stdout" | "stderr", text: string) => void): Promise<CellResult | null> {
    return (await this.ask({ kind: "run", ...cell }, write)) as CellResult | null;
  }

  stop(): void {
    this.end();
    // The next Run should not wait for a start that can happen now.
    this.start();
  }

  forget(page: string): void {
    this.tell({ kind: "forget", page });
  }
}

export function openEngine(surroundings: Surroundings): Engine {
  return new EngineDoor("engine", surroundings);
}

export function openKernel(surroundings: Surroundings): Kernel {
  return new KernelDoor("cells", surroundings);
}

