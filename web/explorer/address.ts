/**
 * The address of a view: all of an explorer's state, behind the # of its page. It names no folder and no host, so that it
 * holds wherever the page lies. A link carries starts and counts of steps; Python walks them anew.
 */
import type { Point } from "./types";

/** So many steps taken one after the other at one learning rate. */
export interface Leg {
  readonly rate: number;
  readonly steps: number;
}

export interface Trail {
  readonly method: string;
  readonly start: Point;
  readonly legs: readonly Leg[];
}

export interface View {
  readonly landscape: string;
  /** Null: where the last trail ends, or the landscape's own start. */
  readonly point: Point | null;
  readonly rate: number;
  readonly trails: readonly Trail[];
}

const KEY = "explorer";
export const LONGEST = { text: 20_000, trails: 200, steps: 2_000 } as const;

/** What is wrong with a link, in words for the reader. */
export class LinkError extends Error {}

/** The rates of single steps, one after the other, as legs. */
export function legsOf(rates: readonly number[]): Leg[] {
  const legs: Leg[] = [];
  for (const rate of rates) {
    const last = legs.at(-1);
    if (last?.rate === rate) legs[legs.length - 1] = { rate, steps: last.steps + 1 };
    else legs.push({ rate, steps: 1 });
  }
  return legs;
}

/** `number`: which explorer of the page, from one. */
export function write(number: number, view: View): string {
  const parts = [`${KEY}=${number}`, `landscape=${encodeURIComponent(view.landscape)}`, `rate=${view.rate}`];
  if (view.point !== null) parts.push(`point=${view.point.join(",")}`);
  for (const { method, start, legs } of view.trails) {
    parts.push(`run=${encodeURIComponent(method)}:${start.join(",")}:${legs.map(({ rate, steps }) => `${rate}x${steps}`).join(",")}`);
  }
  return `#${parts.join("&")}`;
}

/**
 * The view that a fragment holds for this explorer; null where it is meant for another one, or for a heading.
 * @throws {LinkError} names the part that cannot be read.
 */
export function read(fragment: string, number: number): View | null {
  const text = fragment.replace(/^#/, "");
  if (!text.startsWith(`${KEY}=`)) return null;
  if (text.length > LONGEST.text) throw new LinkError(`it has ${text.length} characters, and ${LONGEST.text} are allowed`);
  const fields = new URLSearchParams(text);
  if (fields.get(KEY) !== String(number)) return null;
  const trails = fields.getAll("run").map(trail);
  const steps = trails.reduce((sum, { legs }) => sum + legs.reduce((n, leg) => n + leg.steps, 0), 0);
  if (trails.length > LONGEST.trails || steps > LONGEST.steps) {
    throw new LinkError(`it asks for ${trails.length} runs of ${steps} steps in all; ${LONGEST.trails} and ${LONGEST.steps} are allowed`);
  }
  const point = fields.get("point");
  return {
    landscape: fields.get("landscape") ?? "",
    point: point === null ? null : spot(point, "point"),
    rate: positive(fields.get("rate") ?? "0.1", "rate"),
    trails,
  };
}

function trail(text: string): Trail {
  const [method = "", start = "", legs = ""] = text.split(":");
  return {
    method,
    start: spot(start, "run"),
    legs: legs.split(",").map((leg) => {
      const [rate = "", steps = ""] = leg.split("x");
      if (!/^[1-9]\d{0,5}$/.test(steps)) throw new LinkError(`run: expected a number of steps, got “${steps.slice(0, 40)}”`);
      return { rate: positive(rate, "run"), steps: Number(steps) };
    }),
  };
}

function spot(text: string, part: string): Point {
  const [x, y, more] = text.split(",").map((word) => (word.trim() === "" ? NaN : Number(word)));
  if (x === undefined || y === undefined || more !== undefined || !Number.isFinite(x) || !Number.isFinite(y)) {
    throw new LinkError(`${part}: expected two numbers x,y, got “${text.slice(0, 40)}”`);
  }
  return [x, y];
}

function positive(text: string, part: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0 && Number.isFinite(value))) throw new LinkError(`${part}: expected a positive number, got “${text.slice(0, 40)}”`);
  return value;
}
