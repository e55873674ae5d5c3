/** Which exercises the reader has solved, kept by the browser. An exercise whose check is another one is another exercise. */
import { keyOf } from "./keys";

export function isSolved(exercise: string, check: string): boolean {
  try {
    return localStorage.getItem(keyOf("solved", exercise, check)) !== null;
  } catch {
    return false;
  }
}

export function keepSolved(exercise: string, check: string): void {
  try {
    localStorage.setItem(keyOf("solved", exercise, check), "yes");
  } catch {
    // The page says it all the same, as long as it is open.
  }
}
