/**
 * Where the worker's files arrive: each is unpacked, checked against its SHA-256 and handed out by name.
 * Hosts compress, re-compress and re-label files as they please, so nothing is believed but the content.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import type { Asset } from "../protocol";

const GZIP = [0x1f, 0x8b] as const;

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

/** `crypto.subtle` is missing on plain http beyond localhost: a teacher's own network. */
export async function digest(content: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  return hex(subtle ? new Uint8Array(await subtle.digest("SHA-256", content)) : sha256(content));
}

/** The content of a file that was stored gzipped, also where the host has already unpacked it on the way. */
async function unpack(bytes: ArrayBuffer): Promise<Uint8Array<ArrayBuffer>> {
  const head = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (head[0] !== GZIP[0] || head[1] !== GZIP[1]) return new Uint8Array(bytes);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    // Browsers call this a failed fetch, which would mislead.
    throw new Error("it cannot be unpacked");
  }
}

export class Depot {
  /** The file that ended the start, so that it is fetched anew at the next try. */
  culprit: string | null = null;
  /** Rejects with the first damaged file: Pyodide itself may wait for it for ever. */
  readonly failure: Promise<never>;
  #fail: (error: unknown) => void = () => {};
  readonly #slots = new Map<string, { asset: Asset; content: Promise<Uint8Array<ArrayBuffer>>; fill(bytes: ArrayBuffer): void }>();

  constructor() {
    this.failure = new Promise<never>((_, reject) => (this.#fail = reject));
    this.failure.catch(() => {});
  }

  expect(assets: readonly Asset[]): void {
    for (const asset of assets) {
      let fill: (bytes: ArrayBuffer) => void = () => {};
      const content = new Promise<ArrayBuffer>((resolve) => (fill = resolve)).then((bytes) => this.#open(asset, bytes));
      content.catch((error: unknown) => this.#fail(error));
      this.#slots.set(asset.name, { asset, content, fill });
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

  async #open(asset: Asset, bytes: ArrayBuffer): Promise<Uint8Array<ArrayBuffer>> {
    try {
      const content = asset.packed ? await unpack(bytes) : new Uint8Array(bytes);
      const found = await digest(content);
      if (found !== asset.sha256) {
        const size = content.byteLength === asset.size ? "its content differs" : `${content.byteLength} bytes instead of ${asset.size}`;
        throw new Error(size);
      }
      return content;
    } catch (error) {
      this.culprit ??= asset.name;
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`The file ${asset.file} is damaged (${why}). Try again; if it stays so, the site has to be uploaded anew.`);
    }
  }
}
