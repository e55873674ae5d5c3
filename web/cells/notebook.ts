/** The cells of the page on show: one namespace, one queue, and the rule that cells above run first. */
import type { CellResult } from "../protocol";
import type { Kernel } from "../runtime/api";

/** What a notebook asks of its cells. */
export interface Runnable extends HTMLElement {
  readonly title: string;
  readonly code: string;
  /** The exception that the cell shows on purpose, if any. */
  readonly raises: string | null;
  /** Of an exercise: what is run after its code. It sees the names of the cells above and leaves none behind. */
  readonly check: string | null;
  /** The number of the Python in which it last ran to its end; 0: in none. */
  readonly ranIn: number;
  wait(): void;
  begin(): void;
  write(stream: "stdout" | "stderr", text: string): void;
  finish(result: CellResult): void;
  /** It did not run to its end, for the reason given. */
  abandon(reason: string): void;
}

export class Notebook {
  readonly #cells = new Set<Runnable>();
  #visits = 0;
  #queue: Promise<void> = Promise.resolve();
  /** Grows when what is queued is not wanted any more. */
  #round = 0;
  #busy = 0;

  constructor(readonly kernel: Kernel) {}

  add(cell: Runnable): void {
    if (this.#cells.size === 0) this.#visits += 1;
    this.#cells.add(cell);
  }

  /** The last cell to leave takes the page's names with it, and ends what still runs. */
  remove(cell: Runnable): void {
    this.#cells.delete(cell);
    if (this.#cells.size > 0) return;
    this.#round += 1;
    if (this.#busy > 0) this.kernel.stop();
    else this.kernel.forget(this.#page);
  }

  /** Runs a cell after those above it that this Python has not seen; exercises are run by themselves only. */
  run(cell: Runnable): void {
    const round = this.#round;
    this.#busy += 1;
    cell.wait();
    this.#queue = this.#queue.then(async () => {
      try {
        await this.#runTo(cell, round);
      } finally {
        this.#busy -= 1;
      }
    });
  }

  stop(): void {
    this.#round += 1;
    this.kernel.stop();
  }

  get #page(): string {
    return `visit ${this.#visits}`;
  }

  #above(cell: Runnable): Runnable[] {
    const before = [...this.#cells].filter((other) => other.check === null && other.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING);
    return before.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  }

  async #runTo(cell: Runnable, round: number): Promise<void> {
    for (const above of this.#above(cell)) {
      if (this.kernel.generation > 0 && above.ranIn === this.kernel.generation) continue;
      if (!(await this.#one(above, round, cell))) return;
    }
    await this.#one(cell, round, cell);
  }

  /** Whether the cells below may go on. */
  async #one(cell: Runnable, round: number, wanted: Runnable): Promise<boolean> {
    if (round !== this.#round) {
      wanted.abandon("Stopped before it began.");
      return false;
    }
    const give = (reason: string): false => {
      cell.abandon(reason);
      if (wanted !== cell) wanted.abandon(`Not run: ${cell.title} above it did not finish.`);
      return false;
    };
    cell.begin();
    try {
      const result = await this.kernel.run({ page: this.#page, cell: cell.title, code: cell.code, check: cell.check }, (stream, text) => cell.write(stream, text));
      if (result === null) return give("Stopped. Python began anew: names from other cells are gone until those run again.");
      cell.finish(result);
      if (result.error === null || result.error.type === cell.raises || wanted === cell) return true;
      wanted.abandon(`Not run: ${cell.title} above it failed.`);
      return false;
    } catch (error) {
      return give(error instanceof Error ? error.message : String(error));
    }
  }
}
