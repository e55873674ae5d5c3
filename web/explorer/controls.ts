/** The controls of an explorer; they know names and ranges, and tell the model what was wanted. */
import { button, make } from "../dom";
import type { Model } from "./model";
import { short } from "./numbers";
import type { ParameterCard } from "./types";

/** Positions of the logarithmic slider. */
const NOTCHES = 80;

export class Controls {
  readonly select = make("select", { class: "ls-select" });
  readonly gradient = button("Gradient step", "ls-primary ls-bg-gradient");
  readonly newton = button("Newton step", "ls-primary ls-bg-newton");
  readonly undo = button("Undo", "ls-secondary");
  readonly reset = button("Reset", "ls-secondary");
  readonly slider = make("input", { type: "range", min: 0, max: NOTCHES, step: 1 });
  readonly #rate = make("output", { class: "ls-number" });
  #parameter: ParameterCard = { name: "learning_rate", title: "Learning rate", symbol: "η", default: 0.1, minimum: 1e-4, maximum: 1, scale: "log" };

  constructor(
    readonly model: Model,
    id: string,
    press: (method: string) => void,
  ) {
    this.select.id = `${id}-landscape`;
    this.slider.id = `${id}-rate`;
    this.#rate.htmlFor.add(this.slider.id);
    this.gradient.addEventListener("click", () => press("GradientDescent"));
    this.newton.addEventListener("click", () => press("Newton"));
    this.undo.addEventListener("click", () => model.undo());
    this.reset.addEventListener("click", () => model.reset());
    this.select.addEventListener("change", () => model.choose(this.select.value));
    this.slider.addEventListener("input", () => model.setRate(this.#at(Number(this.slider.value))));
  }

  /** Label and choice of the landscape. */
  pick(): Node[] {
    return [make("label", { for: this.select.id }, "Landscape"), this.select];
  }

  actions(): Node[] {
    const label = make("label", { for: this.slider.id }, "Learning rate");
    const range = make("span", { class: "ls-rate" }, label, this.slider, this.#rate);
    return [this.gradient, this.newton, range, this.undo, this.reset];
  }

  update(): void {
    const { model } = this;
    const { catalogue } = model;
    if (catalogue !== null && this.select.options.length !== catalogue.landscapes.length) {
      this.select.replaceChildren(...catalogue.landscapes.map((l) => make("option", { value: l.name }, l.title)));
      const found = catalogue.methods.flatMap((method) => method.parameters).find((p) => p.name === "learning_rate");
      if (found !== undefined) this.#parameter = found;
      this.slider.title = `From ${short(this.#parameter.minimum)} to ${short(this.#parameter.maximum)}`;
    }
    if (model.card !== null) this.select.value = model.card.name;
    this.undo.disabled = !model.canUndo;
    this.undo.title = model.canUndo ? "Takes back the last step or placement (Ctrl+Z)" : "There is nothing to undo yet";
    this.slider.value = String(this.#notch(model.rate));
    this.slider.setAttribute("aria-valuetext", short(model.rate));
    this.#rate.value = `η = ${short(model.rate)}`;
  }

  /** Rates go through round numbers: 80 notches over some decades, each rounded to two digits. */
  #at(notch: number): number {
    const { minimum, maximum } = this.#parameter;
    return Number((minimum * (maximum / minimum) ** (notch / NOTCHES)).toPrecision(2));
  }

  #notch(rate: number): number {
    const { minimum, maximum } = this.#parameter;
    return Math.round((NOTCHES * Math.log(rate / minimum)) / Math.log(maximum / minimum));
  }
}
