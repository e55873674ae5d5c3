/** Numbers in a link, each read whole or not at all. */
import type { Point } from "./types";

/** What is wrong with a link, in words for the reader. */
export class LinkError extends Error {}

/** Without the plus sign of an exponent, which a fragment would give back as a blank. */
export function digits(value: number): string {
  return String(value).replace("+", "");
}

export function real(text: string, part: string): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (!Number.isFinite(value)) throw new LinkError(`${part}: expected a number, got “${text.slice(0, 40)}”`);
  return value;
}

/** Hyperparameters are never negative; what else they may not be, Python says. */
export function positive(text: string, part: string): number {
  const value = real(text, part);
  if (value < 0) throw new LinkError(`${part}: expected a positive number, got “${text.slice(0, 40)}”`);
  return value;
}

export function whole(text: string, part: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new LinkError(`${part}: expected a whole number, got “${text.slice(0, 40)}”`);
  return Number(text);
}

export function spot(text: string, part: string): Point {
  const [x, y, more] = text.split(",").map((word) => (word.trim() === "" ? NaN : Number(word)));
  if (x === undefined || y === undefined || more !== undefined || !Number.isFinite(x) || !Number.isFinite(y)) {
    throw new LinkError(`${part}: expected two numbers x,y, got “${text.slice(0, 40)}”`);
  }
  return [x, y];
}
