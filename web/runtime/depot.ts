/** Where the worker's files arrive: each is unpacked, checked against its SHA-256 and handed out by name. */
import type { Asset } from "../protocol";
import { checked } from "./content";

export class Depot {
  /** The file that ended the start, so that it is fetched anew at the next try. */
  culprit: string | null = null;
  /** Rejects with the first damaged file: Pyodide itself may wait for it for ever. */
  readonly failure: Promise<never>;
  #fail: (error: unknown) => void = () => {};
  readonly #slots = new Map<string, { content: Promise<Uint8Array<ArrayBuffer>>; fill(bytes: ArrayBuffer): void }>();

  constructor() {
    this.failure = new Promise<never>((_, reject) => (this.#fail = reject));
    this.failure.catch(() => {});
  }

  expect(assets: readonly Asset[]): void {
    for (const asset of assets) {
      let fill: (bytes: ArrayBuffer) => void = () => {};
      const content = new Promise<ArrayBuffer>((resolve) => (fill = resolve)).then((bytes) => checked(asset, bytes));
      content.catch((error: unknown) => {
        this.culprit ??= asset.name;
        this.#fail(error);
      });
      this.#slots.set(asset.name, { content, fill });
    }
  }

  deliver(name: string, bytes: ArrayBuffer): void {
    this.#slots.get(name)?.fill(bytes);
  }

  names(): string[] {
    return [...this.#slots.keys()];
  }

  /** The content of one file, once; afterwards its memory is the caller's. */
  async take(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const slot = this.#slots.get(name);
    if (slot === undefined) throw new Error(`The list of runtime files has no “${name}”. Build the site anew.`);
    const content = await slot.content;
    this.#slots.delete(name);
    return content;
  }
}
