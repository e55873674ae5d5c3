/** A hyperparameter as a slider: its value, its range, and on the track what theory says of it where the probe stands. */
import { make } from "../dom";
import { short } from "./numbers";
import { notches, notchOf, placed, ROWS, shareOf, valueAt, widened, type Mark, type Placed } from "./track";
import type { ParameterCard } from "./types";

export interface Slides {
  onInput(value: number): void;
  /** The hand let go: what it did is one thing to undo. */
  onRelease(): void;
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
