/** A hyperparameter as a slider: its value, its range, and on the track what theory says of it where the probe stands. */
import { make } from "../dom";
import { short } from "./numbers";
import type { ParameterCard } from "./types";

export type Mark = readonly [label: string, value: number];

export interface Slides {
  onInput(value: number): void;
  /** The hand let go: what it did is one thing to undo. */
  onRelease(): void;
}

/** Pixels: the thumb, as panels.css draws it; the least width of a mark; a character of its label. */
const THUMB = 16;
const TARGET = 24;
const CHARACTER = 6.4;
const ROWS = 2;

/** A linear slider goes in ones of some decimal place, in at most about a hundred. */
function grain({ minimum, maximum }: ParameterCard): number {
  return 10 ** Math.ceil(Math.log10((maximum - minimum) / 100) - 0.01);
}

export function notches(card: ParameterCard): number {
  return card.scale === "log" ? 80 : Math.ceil((card.maximum - card.minimum) / grain(card) - 1e-9);
}

/** The value at a notch: a round number, another at each notch, never outside the range. */
export function valueAt(card: ParameterCard, notch: number): number {
  const { minimum, maximum, scale } = card;
  if (scale === "log") {
    const digits = maximum / minimum < 1e4 ? 3 : 2;
    return within(card, Number((minimum * (maximum / minimum) ** (notch / notches(card))).toPrecision(digits)));
  }
  return within(card, Number((minimum + notch * grain(card)).toPrecision(12)));
}

/** How far along the track, from 0 to 1. */
export function shareOf(card: ParameterCard, value: number): number {
  const { minimum, maximum, scale } = card;
  const share = scale === "log" ? Math.log(value / minimum) / Math.log(maximum / minimum) : (value - minimum) / (maximum - minimum);
  return Math.min(1, Math.max(0, share));
}

function within({ minimum, maximum }: ParameterCard, value: number): number {
  return Math.min(maximum, Math.max(minimum, value));
}

/** A range with this value in it: what was set from elsewhere must be shown where it is. A logarithm knows no zero. */
export function widened(card: ParameterCard, value: number): ParameterCard {
  if (card.scale === "log" && value <= 0) return card;
  const [minimum, maximum] = [Math.min(card.minimum, value), Math.max(card.maximum, value)];
  return minimum === card.minimum && maximum === card.maximum ? card : { ...card, minimum, maximum };
}

function notchOf(card: ParameterCard, value: number): number {
  return Math.round(notches(card) * shareOf(card, value));
}

interface Placed {
  readonly label: string;
  readonly value: number;
  /** Of the tick, in pixels from the left end of the track. */
  readonly x: number;
  /** Of the label beside its tick, and its width. */
  readonly left: number;
  readonly width: number;
  readonly row: number;
}

/**
 * Where the marks go: each label under its tick or to one side of it, all on one row if they can be, none over another, and
 * no tick through a label. Where there is no room for all, the longest labels are left out.
 */
export function placed(card: ParameterCard, marks: readonly Mark[], width: number, most = ROWS): readonly Placed[] {
  const inside = marks.filter(([, value]) => value >= card.minimum && value <= card.maximum).sort((a, b) => a[0].length - b[0].length);
  const options = inside.map(([label, value]) => {
    const x = THUMB / 2 + shareOf(card, value) * (width - THUMB);
    const size = Math.max(TARGET, CHARACTER * label.length + 6);
    return [x - size / 2, x - size + 3, x - 3].filter((left) => left >= -12 && left + size <= width + 12).map((left) => ({ label, value, x, left, width: size }));
  });
  for (let kept = options.length; kept > 0; kept--) {
    for (let rows = 1; rows <= most; rows++) {
      const found = fit(options.slice(0, kept), rows, []);
      if (found !== null) return found;
    }
  }
  return [];
}

function fit(options: readonly (readonly Omit<Placed, "row">[])[], rows: number, set: readonly Placed[]): readonly Placed[] | null {
  const [first, ...rest] = options;
  if (first === undefined) return set;
  for (let row = 0; row < rows; row++) {
    for (const option of first) {
      const next = { ...option, row };
      const found = set.every((other) => apart(next, other)) ? fit(rest, rows, [...set, next]) : null;
      if (found !== null) return found;
    }
  }
  return null;
}

function apart(a: Placed, b: Placed): boolean {
  if (a.row === b.row) return a.left >= b.left + b.width || b.left >= a.left + a.width;
  const [upper, lower] = a.row < b.row ? [a, b] : [b, a];
  // Beside the words there is a little room for a tick.
  return lower.x <= upper.left + 4 || lower.x >= upper.left + upper.width - 4;
}

/** "Δ_max" as people write it. */
function symbolic(symbol: string): (Node | string)[] {
  const [base = "", below] = symbol.split("_");
  return below === undefined ? [base] : [base, make("sub", {}, below)];
}

export class ParameterSlider {
  readonly element = make("div", { class: "ls-parameter" });
  readonly input: HTMLInputElement;
  readonly #value = make("output", { class: "ls-number", "aria-live": "off" });
  readonly #marks = make("div", { class: "ls-marks" });
  readonly #buttons = new Map<string, HTMLButtonElement>();
  readonly #values = new Map<string, number>();
  #shown = "";
  #width = 0;
  #rows = 0;
  #last: readonly Mark[] = [];
  #card: ParameterCard;

  /**
   * `name`: the accessible name, such as "Adam: learning rate". `rows`: so many rows are kept for marks from the beginning, and
   * no more are used; without it rows come as they are needed and stay.
   */
  constructor(
    card: ParameterCard,
    readonly name: string,
    readonly on: Slides,
    readonly rows: number | null = null,
  ) {
    this.#card = card;
    this.#rows = rows ?? 0;
    this.#marks.style.setProperty("--rows", String(this.#rows));
    this.input = make("input", { type: "range", min: 0, step: 1, "aria-label": name });
    this.#range(card);
    this.input.addEventListener("input", () => on.onInput(valueAt(this.#card, Number(this.input.value))));
    this.input.addEventListener("change", () => on.onRelease());
    const head = make("div", { class: "ls-parameter-head" }, make("span", { "aria-hidden": "true" }, card.title), this.#value);
    this.element.append(head, this.input, this.#marks);
    new ResizeObserver(() => this.#lay(this.input.clientWidth)).observe(this.element);
  }

  get card(): ParameterCard {
    return this.#card;
  }

  #range(card: ParameterCard): void {
    this.#card = card;
    this.input.max = String(notches(card));
    this.input.title = `From ${short(card.minimum, 0)} to ${short(card.maximum)}`;
  }

  /** Shows a value and theory's marks in a method's hue; the input stays the same one. */
  update(value: number, marks: readonly Mark[], hue: string): void {
    const now = JSON.stringify([value, marks, hue]);
    if (now === this.#shown) return;
    this.#shown = now;
    const wide = widened(this.#card, value);
    if (wide !== this.#card) this.#range(wide);
    const notch = String(notchOf(this.card, value));
    if (this.input.value !== notch) this.input.value = notch;
    this.input.setAttribute("aria-valuetext", short(value, 0));
    this.element.style.setProperty("--hue", `var(--ls-${hue})`);
    this.element.style.setProperty("--share", shareOf(this.card, value).toFixed(4));
    this.#value.replaceChildren(...symbolic(this.card.symbol), ` = ${short(value, 0)}`);
    this.#last = [...marks, ...this.#homeward()];
    this.#lay(this.input.clientWidth || this.#width);
  }

  /** The default is marked where no notch hits it, so that there is a way back. */
  #homeward(): readonly Mark[] {
    const { card } = this;
    const reached = valueAt(card, notchOf(card, card.default));
    return Math.abs(reached - card.default) <= 1e-9 * Math.abs(card.default) ? [] : [["default", card.default]];
  }

  #lay(width: number): void {
    if (width === 0) return;
    this.#width = width;
    const marks = placed(this.card, this.#last, width, this.rows ?? ROWS);
    const labels = new Set(marks.map(({ label }) => label));
    for (const [label, button] of this.#buttons) {
      if (labels.has(label)) continue;
      if (button === document.activeElement) this.input.focus();
      button.remove();
      this.#buttons.delete(label);
    }
    for (const mark of marks) this.#mark(mark);
    const group = { role: "group", "aria-label": `${this.name}: remarkable settings` };
    for (const [key, words] of Object.entries(group)) {
      if (marks.length > 0) this.#marks.setAttribute(key, words);
      else this.#marks.removeAttribute(key);
    }
    // Never fewer than before: the page does not jump under a dragged probe.
    this.#rows = Math.max(this.#rows, ...marks.map(({ row }) => row + 1));
    this.#marks.style.setProperty("--rows", String(this.#rows));
  }

  #mark({ label, value, x, left, width, row }: Placed): void {
    const symbol = this.card.symbol.replace("_", " ");
    let button = this.#buttons.get(label);
    if (button === undefined) {
      button = make("button", { type: "button", class: "ls-setting", "aria-label": `Set ${symbol} to ${label}` }, label);
      button.addEventListener("click", () => {
        this.on.onInput(this.#values.get(label) as number);
        this.on.onRelease();
      });
      this.#buttons.set(label, button);
      this.#marks.append(button);
    }
    this.#values.set(label, value);
    button.title = `${label}: ${symbol} = ${short(value, 0)}`;
    button.style.cssText = `left:${left.toFixed(1)}px; width:${width.toFixed(1)}px; --tick:${(x - left).toFixed(1)}px; --row:${row}`;
  }
}
