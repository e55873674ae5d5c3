/**
 * The address of a view: all of an explorer's state, behind the # of its page. It names no folder and no host, so that it
 * holds wherever the page lies. A link carries starts and counts of steps; Python walks them anew.
 */
import { digits, LinkError, positive, real, spot, whole } from "./parsing";
import { readSpec, writeSpec } from "./specs";
import type { Catalogue, MethodCard, ParameterCard, Point, Settings, Spec } from "./types";

export { LinkError };

/** So many steps taken one after the other with the same hyperparameters, in the order of the method's fields. */
export interface Leg {
  readonly values: readonly number[];
  readonly steps: number;
}

export interface Trail {
  readonly method: string;
  /** Trails of one race share a number. */
  readonly group: number;
  readonly start: Point;
  readonly legs: readonly Leg[];
}

export interface View {
  readonly landscape: Spec;
  /** Null: where the last trail ends, or the landscape's own start. */
  readonly point: Point | null;
  /** The chosen methods; no values: as they come. */
  readonly methods: readonly { readonly method: string; readonly values: readonly number[] }[];
  readonly lead: string;
  readonly overlays: readonly string[];
  readonly panels: readonly string[];
  readonly trails: readonly Trail[];
  /** Which iterate is shown; null: the last. */
  readonly iterate: number | null;
  readonly length: number;
  readonly stage: number;
}

const KEY = "explorer";
export const LONGEST = { text: 20_000, trails: 200, steps: 2_000 } as const;

/** Whether a link to this view can be followed again. */
export function fits(view: View, text: string): boolean {
  const steps = view.trails.reduce((sum, { legs }) => sum + legs.reduce((n, leg) => n + leg.steps, 0), 0);
  return text.length <= LONGEST.text && view.trails.length <= LONGEST.trails && steps <= LONGEST.steps;
}

/** The hyperparameters of single steps, one after the other, as legs. */
export function legsOf(settings: readonly Readonly<Record<string, number>>[], order: readonly string[]): Leg[] {
  const legs: Leg[] = [];
  for (const each of settings) {
    const values = order.map((name) => each[name] as number);
    const last = legs.at(-1);
    if (last !== undefined && last.values.every((value, k) => value === values[k])) legs[legs.length - 1] = { values, steps: last.steps + 1 };
    else legs.push({ values, steps: 1 });
  }
  return legs;
}

/** The hyperparameters of a leg by their names. */
export function byName({ parameters }: MethodCard, values: readonly number[]): Settings {
  return Object.fromEntries(parameters.flatMap(({ name }, k) => (values[k] === undefined ? [] : [[name, values[k]]])));
}

/** What a link names that is not there, in words; null where all of it is. A landscape with parameters only Python knows. */
export function unknown({ landscapes, methods }: Catalogue, view: View): string | null {
  const missing = (what: string, word: string, known: readonly { readonly name: string }[]): string | null =>
    known.some(({ name }) => name === word) ? null : `${what}: “${word.slice(0, 40)}” is not known. Known are ${known.map(({ name }) => name).join(", ")}`;
  const named = [...view.methods, ...view.trails].map(({ method }) => missing("method", method, methods));
  const many = given(view).map(({ method, values }) => {
    const { length } = cardOf(methods, method)?.parameters ?? [];
    return values.length > length ? `${method}: it has ${length} hyperparameters, and ${values.length} are given` : null;
  });
  const place = typeof view.landscape === "string" ? missing("landscape", view.landscape, landscapes) : null;
  return place ?? [...named, ...many].find((words) => words !== null) ?? null;
}

/** The first hyperparameter outside the range of its slider, in words: whether it will do, Python says. */
export function beyond({ methods }: Catalogue, view: View): string | null {
  const words = given(view).map(({ method, values }) => {
    const parameters = cardOf(methods, method)?.parameters ?? [];
    const k = values.findIndex((value, i) => value < (parameters[i] as ParameterCard).minimum || value > (parameters[i] as ParameterCard).maximum);
    const { name, minimum, maximum } = parameters[k] ?? { name: "", minimum: 0, maximum: 0 };
    return k < 0 ? null : `${method}: ${name} goes from ${minimum} to ${maximum}, and ${values[k]} is given`;
  });
  return words.find((word) => word !== null) ?? null;
}

/** Every method of a view with every set of its hyperparameters. */
export function given(view: View): readonly { readonly method: string; readonly values: readonly number[] }[] {
  return [...view.methods, ...view.trails.flatMap(({ method, legs }) => legs.map(({ values }) => ({ method, values })))];
}

function cardOf(methods: readonly MethodCard[], method: string): MethodCard | undefined {
  return methods.find(({ name }) => name === method);
}

/** `number`: which explorer of the page, from one. */
export function write(number: number, view: View): string {
  const parts = [`${KEY}=${number}`, ...writeSpec(view.landscape)];
  const numbers = (values: readonly number[], between: string): string => values.map(digits).join(between);
  const list = (name: string, words: readonly string[]): void => void (words.length > 0 && parts.push(`${name}=${words.map(encodeURIComponent).join(",")}`));
  if (view.point !== null) parts.push(`point=${numbers(view.point, ",")}`);
  list("methods", view.methods.map(({ method, values }) => [method, ...values.map(digits)].join("_")));
  list("lead", [view.lead]);
  list("overlays", view.overlays);
  list("panels", view.panels);
  for (const { method, group, start, legs } of view.trails) {
    parts.push(`run=${encodeURIComponent(method)}:${group}:${numbers(start, ",")}:${legs.map(({ values, steps }) => `${numbers(values, "_")}x${steps}`).join(",")}`);
  }
  if (view.iterate !== null) parts.push(`iterate=${view.iterate}`);
  if (view.length !== 1) parts.push(`length=${digits(view.length)}`);
  if (view.stage !== 0) parts.push(`stage=${view.stage}`);
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
  const list = (name: string): string[] => (fields.get(name) ?? "").split(",").filter((word) => word !== "");
  const point = fields.get("point");
  const methods = list("methods").map((word) => {
    const [method = "", ...values] = word.split("_");
    return { method, values: values.map((value) => positive(value, "methods")) };
  });
  return {
    landscape: readSpec(fields),
    point: point === null ? null : spot(point, "point"),
    methods,
    lead: fields.get("lead") ?? "",
    overlays: list("overlays"),
    panels: list("panels"),
    trails,
    iterate: fields.has("iterate") ? whole(fields.get("iterate") as string, "iterate") : null,
    length: fields.has("length") ? real(fields.get("length") as string, "length") : 1,
    stage: fields.has("stage") ? whole(fields.get("stage") as string, "stage") : 0,
  };
}

function trail(text: string): Trail {
  const [method = "", group = "", start = "", legs = ""] = text.split(":");
  return {
    method,
    group: whole(group, "run"),
    start: spot(start, "run"),
    legs: legs.split(",").map((leg) => {
      const [values = "", steps = ""] = leg.split("x");
      if (!/^[1-9]\d{0,5}$/.test(steps)) throw new LinkError(`run: expected a number of steps, got “${steps.slice(0, 40)}”`);
      return { values: values === "" ? [] : values.split("_").map((value) => positive(value, "run")), steps: Number(steps) };
    }),
  };
}
