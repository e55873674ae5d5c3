/** What the reader typed, kept by the browser from visit to visit; without a store it lives as long as the page. */

function key(cell: string): string {
  return `landscape draft ${location.pathname} ${cell}`;
}

export function draft(cell: string): string | null {
  try {
    return localStorage.getItem(key(cell));
  } catch {
    return null;
  }
}

/** Keeps the text; null lets go of it. Says whether it could. */
export function keepDraft(cell: string, code: string | null): boolean {
  try {
    if (code === null) localStorage.removeItem(key(cell));
    else localStorage.setItem(key(cell), code);
    return true;
  } catch {
    // Storage is full or forbidden: the text is still on the page.
    return code === null;
  }
}
