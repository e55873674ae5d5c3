/** What the plots share: elements of SVG, a picture that keeps its room, ticks, and the marks of the methods. */
import { line, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTimes, symbolTriangle, type SymbolType } from "d3-shape";
import { make } from "../../dom";
import { styleOf, type End } from "../methods";
import { raised, short } from "../numbers";

type Attributes = Readonly<Record<string, string | number | null>>;
export type Pixels = readonly [number, number];

export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: readonly (Node | string | null)[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, String(value));
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function word(text: string, kind: string, x: number, y: number, anchor: "start" | "middle" | "end" = "start"): SVGTextElement {
  return svg("text", { class: kind, x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor }, text);
}

/** About how wide a text of the plots is; it is never measured, so that nothing waits for a layout. */
export function breadth(text: string): number {
  return 6.6 * text.length;
}

/** The path through points; where one of them is not finite the line is broken. */
export function trace(points: readonly Pixels[]): string {
  return line<Pixels>((p) => Number(p[0].toFixed(2)), (p) => Number(p[1].toFixed(2))).defined(([x, y]) => Number.isFinite(x) && Number.isFinite(y))(points) ?? "";
}

/** A place that style sheet and page give to a picture, and in it the picture or the words that stand for it. */
export class Picture {
  readonly host: HTMLElement;
  readonly #svg = svg("svg", { role: "img" });
  readonly #words = make("p", { class: "ls-plot-empty", hidden: true });
  readonly #observer: ResizeObserver;

  constructor(kind: string, resized: () => void) {
    this.host = make("div", { class: `ls-plot ${kind}` }, this.#svg, this.#words);
    this.#observer = new ResizeObserver(() => {
      if (this.host.clientWidth > 0) resized();
    });
    this.#observer.observe(this.host);
  }

  /** In CSS pixels, which are the units of the drawing too: its text has the size that it has on the page. */
  get size(): Pixels {
    return [this.host.clientWidth, this.host.clientHeight];
  }

  draw(label: string, ...layers: readonly (Node | null)[]): void {
    this.#svg.setAttribute("viewBox", `0 0 ${this.size.join(" ")}`);
    this.#svg.setAttribute("aria-label", label);
    this.#svg.replaceChildren(...layers.filter((layer) => layer !== null));
    this.#show(false);
  }

  say(words: string): void {
    if (this.#words.textContent !== words) this.#words.textContent = words;
    this.#show(true);
  }

  stop(): void {
    this.#observer.disconnect();
  }

  #show(words: boolean): void {
    this.#words.hidden = !words;
    this.#svg.style.display = words ? "none" : "";
  }
}

/** Pixels that a finger goes across before it drags; it may want to scroll the page instead. */
const ACROSS = 6;

/** Reports where the mouse or a finger drags. A finger that taps counts when it leaves. */
export function draggable(host: HTMLElement, to: (x: number) => void, released: () => void): void {
  let [began, drags] = [[0, 0] as Pixels, false];
  const at = (event: PointerEvent): void => to(event.clientX - host.getBoundingClientRect().left);
  host.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    host.setPointerCapture(event.pointerId);
    [began, drags] = [[event.clientX, event.clientY], event.pointerType !== "touch"];
    if (drags) at(event);
  });
  host.addEventListener("pointermove", (event) => {
    if (!host.hasPointerCapture(event.pointerId)) return;
    const across = Math.abs(event.clientX - began[0]);
    drags ||= across > ACROSS && across > Math.abs(event.clientY - began[1]);
    if (drags) at(event);
  });
  host.addEventListener("pointerup", (event) => {
    if (host.hasPointerCapture(event.pointerId)) at(event);
  });
  host.addEventListener("lostpointercapture", released);
}

/** A window in the same coordinates: what leaves it is cut off at its edge. */
export function clipped(x: number, y: number, width: number, height: number, ...children: readonly (Node | null)[]): SVGElement {
  return svg("svg", { x, y, width, height, viewBox: `${x} ${y} ${width} ${height}`, class: "ls-clip" }, ...children);
}

/** Whether any of these things is another one than at the last call. */
export function changes(): (...things: readonly unknown[]) => boolean {
  let known: readonly unknown[] | null = null;
  return (...things) => {
    const same = known !== null && known.length === things.length && things.every((thing, k) => Object.is(thing, known?.[k]));
    known = things;
    return !same;
  };
}

/** A power of ten as one writes it. */
export function power(exponent: number): string {
  return exponent === 0 ? "1" : exponent === 1 ? "10" : `10${raised(exponent)}`;
}

export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** Ticks of a linear axis, with no more digits than their distance asks for. */
export function linearTicks(values: readonly number[]): Tick[] {
  const step = Math.abs((values[1] ?? 1) - (values[0] ?? 0)) || 1;
  const largest = Math.max(...values.map(Math.abs));
  const powers = largest >= 1e6 || largest < 1e-3;
  return values.map((value) => {
    if (Math.abs(value) < step / 1e6) return { value, text: "0" };
    const digits = Math.max(1, Math.floor(Math.log10(Math.abs(value) * 1.000001)) - Math.floor(Math.log10(step * 1.000001)) + 1);
    const rounded = Number(value.toPrecision(Math.min(15, digits)));
    return { value, text: powers ? short(rounded, 0) : String(rounded).replace("-", "−") };
  });
}

/** Limits and ticks of a logarithmic axis: whole powers of ten, or 1, 2 and 5 of them where the numbers are close. */
export function logTicks(low: number, high: number, most: number): { readonly domain: Pixels; readonly ticks: readonly Tick[] } {
  const fine = high / low < 20;
  const round = (value: number, up: boolean): number => {
    const exponent = Math.floor(Math.log10(value));
    const candidates = (fine ? [1, 2, 5, 10] : [1, 10]).map((m) => Number(`${m}e${exponent}`));
    const found = up ? candidates.find((c) => c >= value * 0.999999) : candidates.findLast((c) => c <= value * 1.000001);
    return found ?? value;
  };
  let domain: Pixels = [round(low, false), round(high, true)];
  if (domain[0] === domain[1]) domain = [domain[0] / 10, domain[1] * 10];
  const [first, last] = [Math.floor(Math.log10(domain[0]) + 1e-9), Math.floor(Math.log10(domain[1]) + 1e-9)];
  const every = [1, 2, 3, 4, 5, 10, 20, 50, 100].find((n) => (last - first) / n < most) ?? 200;
  const ticks: Tick[] = [];
  for (let e = Math.ceil(first / every) * every; e <= last; e += every) {
    for (const m of fine && every === 1 ? [1, 2, 5] : [1]) {
      const value = Number(`${m}e${e}`);
      if (value >= domain[0] * 0.999 && value <= domain[1] * 1.001) ticks.push({ value, text: m === 1 && !(fine && value >= 1e-3 && value < 1e4) ? power(e) : short(value, 0) });
    }
  }
  return { domain, ticks };
}

const SYMBOLS: Readonly<Record<End, SymbolType>> = { circle: symbolCircle, ring: symbolCircle, square: symbolSquare, diamond: symbolDiamond, triangle: symbolTriangle, cross: symbolTimes };

/** Colour and dash of a method, for whatever bears it. */
export function hue(method: string): string {
  return `--ls-hue: var(--ls-${styleOf(method).hue})`;
}

export function dashes(method: string): string | null {
  const { dash } = styleOf(method);
  return dash.length === 0 ? null : dash.join(" ");
}

/** The mark at a method's iterates. */
export function mark(method: string, x: number, y: number, area = 44): SVGElement {
  const { end } = styleOf(method);
  const hollow = end === "ring" || end === "cross";
  const place = `translate(${x.toFixed(2)},${y.toFixed(2)})`;
  return svg("path", { class: hollow ? "ls-mark ls-hollow" : "ls-mark", transform: place, d: symbol(SYMBOLS[end], hollow ? area * 0.8 : area)() });
}

/** A piece of a curve, beside its name in a legend. */
export function sample(...inside: readonly (SVGElement | null)[]): SVGElement {
  return svg("svg", { class: "ls-sample", viewBox: "0 0 34 12", width: 34, height: 12, "aria-hidden": "true" }, ...inside);
}
