/**
 * The page's copies of the runtime files, fetched once for both workers with their bytes counted. Where the
 * bytes come from is a `Source` (places.ts): a web server, or scripts beside a double-clicked page.
 */
import type { Asset } from "../protocol";
import type { Source } from "./places";

/** A connection that brings nothing for this long is taken for dead. */
const STALL_MS = 30_000;

export class Store {
  readonly #source: Source;
  readonly #assets: readonly Asset[];
  readonly #held = new Map<string, Promise<ArrayBuffer>>();
  readonly #suspect = new Set<string>();
  readonly #listeners = new Set<(done: number, due: number) => void>();
  readonly #done = new Map<string, number>();

  constructor(source: Source, assets: readonly Asset[]) {
    this.#source = source;
    this.#assets = assets;
  }

  get due(): number {
    return this.#assets.reduce((sum, asset) => sum + asset.bytes, 0);
  }

  get done(): number {
    return [...this.#done.values()].reduce((sum, n) => sum + n, 0);
  }

  watch(listener: (done: number, due: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Fetches what is not held yet; every file is given to `deliver` as soon as it is whole. */
  async supply(deliver: (asset: Asset, bytes: ArrayBuffer) => void): Promise<void> {
    await Promise.all(
      this.#assets.map(async (asset) => {
        deliver(asset, await this.#get(asset));
      }),
    );
  }

  /** Throws one file away, so that the next try fetches it anew, past every cache. */
  distrust(name: string): void {
    this.#held.delete(name);
    this.#done.delete(name);
    this.#suspect.add(name);
  }

  #get(asset: Asset): Promise<ArrayBuffer> {
    const held = this.#held.get(asset.name);
    if (held !== undefined) return held;
    const fetched = this.#fetch(asset);
    this.#held.set(asset.name, fetched);
    fetched.catch(() => this.distrust(asset.name));
    return fetched;
  }

  async #fetch(asset: Asset): Promise<ArrayBuffer> {
    const control = new AbortController();
    const stalled = (): void => control.abort(new Error(`nothing came for ${STALL_MS / 1000} seconds`));
    let watchdog = setTimeout(stalled, STALL_MS);
    const advance = (length: number): void => {
      clearTimeout(watchdog);
      watchdog = setTimeout(stalled, STALL_MS);
      // A host that unpacks on the way sends more bytes than were due.
      this.#done.set(asset.name, Math.min(asset.bytes, (this.#done.get(asset.name) ?? 0) + length));
      for (const listener of this.#listeners) listener(this.done, this.due);
    };
    try {
      const bytes = await this.#source.bytes(asset, advance, control.signal, this.#suspect.has(asset.name));
      this.#suspect.delete(asset.name);
      this.#done.set(asset.name, asset.bytes);
      return bytes;
    } catch (error) {
      const why = control.signal.aborted ? (control.signal.reason as Error) : error;
      throw new Error(`The file ${asset.file} did not arrive: ${why instanceof Error ? why.message : String(why)}. Look at the connection, then try again.`);
    } finally {
      clearTimeout(watchdog);
    }
  }
}
