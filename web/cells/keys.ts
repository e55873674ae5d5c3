/** Names under which the browser keeps what the reader did in a cell; the text that it belongs to is part of the name. */

export function keyOf(kind: string, cell: string, text: string): string {
  let hash = 0;
  for (let k = 0; k < text.length; k += 1) hash = (hash * 31 + text.charCodeAt(k)) | 0;
  return `${place(kind, cell)} ${(hash >>> 0).toString(36)}`;
}

/** What such names of a cell begin with, whatever its text. */
export function place(kind: string, cell: string): string {
  return `landscape ${kind} ${location.pathname} ${cell}`;
}
