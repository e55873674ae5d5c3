/**
 * Where the site lies: on a web server, or in a folder (or one file) that was double-clicked. All that differs is how
 * bytes are had and how a worker is made; everything after that is the same code.
 */
import type { Asset, Manifest } from "../protocol";
import { checked } from "./content";
import { decode } from "./dense";
import { loadScript } from "./script";

export interface Source {
  /** All bytes of one file; calls `advance` with each piece's length. `anew` goes past the browser's cache. */
  bytes(asset: Asset, advance: (length: number) => void, signal: AbortSignal, anew: boolean): Promise<ArrayBuffer>;
}

export interface Place extends Source {
  spawn(worker: Asset): Promise<Worker>;
  /** Runs a classic script once and gives what it leaves behind. A failed load is forgotten, so that it can be tried again. */
  run<T>(script: Asset, found: () => T | undefined): Promise<T>;
}

declare global {
  /** Called by the scripts that carry a file of a double-clicked page: its name, and its bytes as dense text. */
  // eslint-disable-next-line no-var
  var __landscapeFile: ((file: string, text: string) => void) | undefined;
}

export function placeOf({ form }: Manifest, base: string): Place {
  return form === "files" ? hosted(base) : folder(base);
}

/** Files beside the scripts on a web server. */
function hosted(base: string): Place {
  return {
    async bytes(asset, advance, signal, anew) {
      const response = await fetch(new URL(asset.file, base), { signal, cache: anew ? "reload" : "default" });
      if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`.trimEnd());
      // A page where a file should be: what many hosts send for a missing one, with status 200.
      if (/^text\/html\b/.test(response.headers.get("Content-Type") ?? "")) throw new Error("the server sent a web page in its place");
      if (response.body === null) throw new Error("the server sent nothing");
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      const reader = response.body.getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        pieces.push(piece.value);
        advance(piece.value.byteLength);
      }
      return new Blob(pieces).arrayBuffer();
    },
    async spawn(worker) {
      return new Worker(new URL(worker.file, base), { type: "module" });
    },
    run: (script, found) => loadScript(new URL(script.file, base).href, found),
  };
}

/** Scripts beside the page, or inside it: the only way to read a file on `file://`. */
function folder(base: string): Place {
  const arrived = new Map<string, string>();
  globalThis.__landscapeFile = (file, text) => arrived.set(file, text);
  let address: string | null = null;

  const text = async (file: string, signal?: AbortSignal): Promise<string> => {
    const inside = document.querySelector(`script[type="text/plain"][data-file="${file}"]`)?.textContent;
    if (inside) return inside;
    await Promise.race([
      loadScript(new URL(file, base).href, () => arrived.get(file)),
      new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error))),
    ]);
    const carried = arrived.get(file) as string;
    arrived.delete(file);
    return carried;
  };

  const runs = new Map<string, Promise<void>>();
  const execute = async (script: Asset): Promise<void> => {
    const element = document.createElement("script");
    element.textContent = new TextDecoder().decode(await checked(script, decode(await text(script.file))));
    document.head.append(element);
    element.remove();
  };

  const place: Place = {
    async bytes(asset, advance, signal) {
      const carried = await text(asset.file, signal);
      advance(carried.length);
      return decode(carried);
    },
    async spawn(worker) {
      // A data: address is the one kind of module worker that all browsers start from a file.
      address ??= await dataAddress(await checked(worker, decode(await text(worker.file))));
      return new (globalThis.__landscapeWorker ?? Worker)(address, { type: "module" });
    },
    async run(script, found) {
      // Many cells ask for their editor at once.
      if (!runs.has(script.file)) runs.set(script.file, execute(script));
      await (runs.get(script.file) as Promise<void>).catch((error: unknown) => {
        runs.delete(script.file);
        throw error;
      });
      const left = found();
      if (left === undefined) throw new Error(`the file is damaged: ${script.file} is not the script that it should be`);
      return left;
    },
  };
  return place;
}

function dataAddress(content: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error("This browser could not prepare the worker."));
    reader.readAsDataURL(new Blob([content], { type: "text/javascript" }));
  });
}
