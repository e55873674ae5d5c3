/** Which exercises the reader has solved, kept by the browser. An exercise whose check is another one is another exercise. */

function key(exercise: string, check: string): string {
  let hash = 0;
  for (let k = 0; k < check.length; k += 1) hash = (hash * 31 + check.charCodeAt(k)) | 0;
  return `landscape solved ${location.pathname} ${exercise} ${(hash >>> 0).toString(36)}`;
}

export function isSolved(exercise: string, check: string): boolean {
  try {
    return localStorage.getItem(key(exercise, check)) !== null;
  } catch {
    return false;
  }
}

export function keepSolved(exercise: string, check: string): void {
  try {
    localStorage.setItem(key(exercise, check), "yes");
  } catch {
    // The page says it all the same, as long as it is open.
  }
}
