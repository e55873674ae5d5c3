/** A landscape as Python reads it: a name, a name with parameters, or an expression; and as a link writes it. Pure functions. */
import { digits, LinkError, real } from "./parsing";
import type { LandscapeCard, Parameter, Spec, Window } from "./types";

/** What is sent to Python as this landscape. */
export function specOf(card: LandscapeCard): Spec {
  return card.spec ?? card.name;
}

/** One text for one landscape: what is kept of it, is kept under that. */
export function keyOf(spec: Spec): string {
  if (typeof spec === "string") return spec;
  if ("expression" in spec) return JSON.stringify([spec.expression, spec.domain ?? null]);
  const given = Object.entries(spec.parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return given.length === 0 ? spec.name : JSON.stringify([spec.name, ...given]);
}

const keys = new WeakMap<LandscapeCard, string>();

export function keyOfCard(card: LandscapeCard): string {
  let key = keys.get(card);
  if (key === undefined) keys.set(card, (key = keyOf(specOf(card))));
  return key;
}

/** For a fragment: what may stand there as it is, stays readable. */
function readable(text: string): string {
  return encodeURIComponent(text).replace(/%(?:2C|3A|3B|2F)/g, decodeURIComponent);
}

function listed(value: Parameter): string {
  if (typeof value === "number") return digits(value);
  // A list of one number has a comma too, or it would be that number.
  return value.map(digits).join(",") + (value.length === 1 ? "," : "");
}

/** The fields of a link that name a landscape: `landscape=Bowl(eigenvalues:1,100;angle:0.5)`, or `expression=` and `domain=`. */
export function writeSpec(spec: Spec): readonly string[] {
  if (typeof spec === "string") return [`landscape=${encodeURIComponent(spec)}`];
  if ("expression" in spec) {
    const domain = spec.domain == null ? [] : [`domain=${spec.domain.flat().map(digits).join(",")}`];
    return [`expression=${readable(spec.expression)}`, ...domain];
  }
  const given = Object.entries(spec.parameters).map(([name, value]) => `${name}:${listed(value)}`);
  return [`landscape=${readable(given.length === 0 ? spec.name : `${spec.name}(${given.join(";")})`)}`];
}

/** @throws {LinkError} names the part that cannot be read. Whether there is such a landscape, Python says. */
export function readSpec(fields: URLSearchParams): Spec {
  const expression = fields.get("expression");
  if (expression !== null) {
    const domain = fields.get("domain");
    return domain === null ? { expression } : { expression, domain: windowOf(domain) };
  }
  const text = fields.get("landscape") ?? "";
  const [, name, inside] = /^(\w+)\((.*)\)$/s.exec(text) ?? [];
  if (name === undefined || inside === undefined) return text;
  return { name, parameters: Object.fromEntries(inside.split(";").map(parameter)) };
}

function parameter(text: string): [string, Parameter] {
  const [name = "", value, more] = text.split(":");
  if (!/^[A-Za-z_]\w{0,40}$/.test(name) || value === undefined || more !== undefined) {
    throw new LinkError(`landscape: expected parameters such as eigenvalues:1,100, got “${text.slice(0, 40)}”`);
  }
  const numbers = value.replace(/,$/, "").split(",").map((word) => real(word, `landscape, ${name}`));
  return [name, value.includes(",") ? numbers : (numbers[0] as number)];
}

function windowOf(text: string): Window {
  const numbers = text.split(",").map((word) => real(word, "domain"));
  const [x0, x1, y0, y1] = numbers;
  if (numbers.length !== 4 || x0 === undefined || x1 === undefined || y0 === undefined || y1 === undefined) {
    throw new LinkError(`domain: expected four numbers x0,x1,y0,y1, got “${text.slice(0, 40)}”`);
  }
  return [[x0, x1], [y0, y1]];
}
