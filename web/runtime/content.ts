/** From stored bytes to checked content. Hosts compress, re-compress and re-label files as they please, so nothing is
 * believed but the content. */
import { sha256 } from "@noble/hashes/sha2.js";
import type { Asset } from "../protocol";

const GZIP = [0x1f, 0x8b] as const;

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

/** `crypto.subtle` is missing on plain http beyond localhost: a teacher's own network. */
async function digest(content: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  return hex(subtle ? new Uint8Array(await subtle.digest("SHA-256", content)) : sha256(content));
}

/**
 * The content of a file that was stored gzipped, also where the host has already unpacked it on the way. No Blob is in
 * between: in a double-clicked page's worker WebKit cannot read one.
 */
async function unpack(bytes: ArrayBuffer, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const stored = new Uint8Array(bytes);
  if (stored[0] !== GZIP[0] || stored[1] !== GZIP[1]) return stored;
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const written = writer.write(stored).then(() => writer.close());
  // What goes wrong on this side is heard on the other.
  written.catch(() => {});
  const content = new Uint8Array(size);
  let length = 0;
  const reader = readable.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      if (length + piece.value.byteLength > size) throw new Error(`more than ${size} bytes`);
      content.set(piece.value, length);
      length += piece.value.byteLength;
    }
  } catch {
    // Browsers call this a failed fetch, which would mislead.
    throw new Error("it cannot be unpacked");
  }
  return length === size ? content : content.slice(0, length);
}

/** The content of an asset, or an error that names its file. */
export async function checked(asset: Asset, bytes: ArrayBuffer): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const content = asset.packed ? await unpack(bytes, asset.size) : new Uint8Array(bytes);
    if ((await digest(content)) === asset.sha256) return content;
    throw new Error(content.byteLength === asset.size ? "its content differs" : `${content.byteLength} bytes instead of ${asset.size}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The file ${asset.file} is damaged (${why}). Try again; if it stays so, the site has to be copied anew.`);
  }
}
