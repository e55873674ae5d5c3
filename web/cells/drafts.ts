/**
 * What the reader typed, kept by the browser from visit to visit; without a store it lives as long as the page. A draft
 * belongs to the code that the build put into the cell: where that is another one by now, it is offered, and not put in.
 */
import { keyOf, place } from "./keys";

export function draft(cell: string, built: string): string | null {
  try {
    return localStorage.getItem(keyOf("draft", cell, built));
  } catch {
    return null;
  }
}

/** Keeps the text; null lets go of it. Says whether it could. */
export function keepDraft(cell: string, built: string, code: string | null): boolean {
  try {
    if (code === null) localStorage.removeItem(keyOf("draft", cell, built));
    else localStorage.setItem(keyOf("draft", cell, built), code);
    return true;
  } catch {
    // Storage is full or forbidden: the text is still on the page.
    return code === null;
  }
}

/** The name and the text of a draft for what the cell once was. */
function older(cell: string, built: string): readonly [string, string] | null {
  try {
    const [own, any] = [keyOf("draft", cell, built), place("draft", cell)];
    const key = Object.keys(localStorage).find((name) => name !== own && (name === any || name.startsWith(`${any} `)));
    const code = key === undefined ? null : localStorage.getItem(key);
    return key === undefined || code === null ? null : [key, code];
  } catch {
    return null;
  }
}

/** What the reader typed into the cell when its code was another one; null: nothing. */
export function earlierDraft(cell: string, built: string): string | null {
  return older(cell, built)?.[1] ?? null;
}

/** Lets go of the earlier draft, once its text is kept as the draft of the code of today. */
export function settleEarlier(cell: string, built: string): void {
  const found = older(cell, built);
  if (found !== null && (found[1] === built || found[1] === draft(cell, built))) localStorage.removeItem(found[0]);
}
