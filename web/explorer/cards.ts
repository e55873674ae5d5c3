/** Which landscape a view names, and the card that it may bring along: read with doubt, for anybody may have written them. Pure functions. */
import type { LandscapeCard, Maybe, Parameter, Point, Spec, Window } from "./types";

type Fields = Readonly<Record<string, unknown>>;
type Known = LandscapeCard["stationary_points"][number];

const KINDS: readonly unknown[] = ["minimum", "saddle", "maximum", "undecided"];
const GOALS: readonly unknown[] = ["minimum", "stationary point", null];

export function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

export function record(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

export function isPoint(value: unknown): value is Point {
  return Array.isArray(value) && value.length === 2 && value.every(isNumber);
}

function isWindow(value: unknown): value is Window {
  return Array.isArray(value) && value.length === 2 && value.every((side) => isPoint(side) && side[0] < side[1]);
}

function isParameter(value: unknown): value is Parameter {
  return isNumber(value) || (Array.isArray(value) && value.every(isNumber));
}

function isMaybe(value: unknown): value is Maybe {
  return value === null || isNumber(value);
}

function isKnown(value: unknown): value is Known {
  const given = record(value);
  return given !== null && isPoint(given["point"]) && KINDS.includes(given["kind"]) && isMaybe(given["value"]);
}

/** A landscape by name, with parameters, or as an expression; null where it is none of these. Whether there is such a one, Python says. */
export function specIn(value: unknown): Spec | null {
  if (typeof value === "string") return value;
  const { name, parameters, expression, domain } = record(value) ?? {};
  if (typeof expression === "string") {
    if (domain == null) return { expression };
    return isWindow(domain) ? { expression, domain } : null;
  }
  if (typeof name !== "string") return null;
  if (parameters == null) return name;
  const given = record(parameters);
  return given !== null && Object.values(given).every(isParameter) ? { name, parameters: given as Readonly<Record<string, Parameter>> } : null;
}

/** The card of this landscape, with nothing on it but what a card has; null where one of its fields is missing or wrong. */
export function cardIn(value: unknown, landscape: Spec): LandscapeCard | null {
  const { name, title, formula, python, about, source, domain, window, start, stationary_points, least, goal } = record(value) ?? {};
  const words = { name, title, formula, python, about, source };
  if (!Object.values(words).every((word) => typeof word === "string")) return null;
  if (typeof landscape === "string" && name !== landscape) return null;
  if (!isWindow(domain) || !isWindow(window) || !isPoint(start)) return null;
  if (!Array.isArray(stationary_points) || !stationary_points.every(isKnown)) return null;
  if (!isMaybe(least) || !GOALS.includes(goal)) return null;
  return { ...(words as Record<keyof typeof words, string>), domain, window, start, stationary_points, least, goal: goal as LandscapeCard["goal"] };
}
