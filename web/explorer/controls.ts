/** The controls under the map: which landscape, the two steps, the learning rate, and the way back. */
import { able, button, make } from "../dom";
import { entryOf } from "./landscapes";
import type { Model } from "./model";
import { ParameterSlider } from "./slider";
import { keyOfCard } from "./specs";
import type { Catalogue } from "./types";

const MAIN = "GradientDescent";

export class Controls {
  readonly select = make("select", { class: "ls-select" });
  readonly gradient = button("Gradient step", "ls-primary ls-bg-gradient");
  readonly newton = button("Newton step", "ls-primary ls-bg-newton");
  readonly undo = button("Undo", "ls-secondary");
  readonly redo = button("Redo", "ls-secondary");
  readonly reset = button("Reset", "ls-secondary");
  readonly #place = make("span", { class: "ls-rate" });
  #slider: ParameterSlider | null = null;
  #listed = "";

  constructor(
    readonly model: Model,
    id: string,
  ) {
    this.select.id = `${id}-landscape`;
    this.gradient.addEventListener("click", () => model.press(MAIN));
    this.newton.addEventListener("click", () => model.press("Newton"));
    this.undo.addEventListener("click", () => model.undo());
    this.redo.addEventListener("click", () => model.redo());
    this.reset.addEventListener("click", () => model.reset());
    this.select.addEventListener("change", () => model.choose(this.select.value));
  }

  /** Label and choice of the landscape. */
  pick(): Node[] {
    return [make("label", { for: this.select.id }, "Landscape"), this.select];
  }

  actions(): Node[] {
    return [this.gradient, this.newton, this.#place, make("span", { class: "ls-trio" }, this.undo, this.redo, this.reset)];
  }

  update(): void {
    const { model } = this;
    const { catalogue, scene } = model;
    if (catalogue === null || scene === null) return;
    this.#list(catalogue);
    this.select.value = keyOfCard(scene.card);
    able(this.undo, model.canUndo, model.canUndo ? "Takes back the last thing done here (Ctrl+Z)" : "There is nothing to undo yet");
    able(this.redo, model.canRedo, model.canRedo ? "Does again what was undone (Ctrl+Shift+Z)" : "There is nothing to do again");
    this.#rate(scene.probe?.steps.find(({ method }) => method === MAIN)?.marks["learning_rate"] ?? []);
  }

  /** The catalogue, and below it what the page has besides. */
  #list({ landscapes }: Catalogue): void {
    const { guests } = this.model;
    const listed = [...landscapes, ...guests].map(keyOfCard).join("\n");
    if (listed === this.#listed) return;
    this.#listed = listed;
    const group = make("optgroup", { label: "On this page" }, ...guests.map((card) => make("option", { value: keyOfCard(card) }, entryOf(card))));
    this.select.replaceChildren(...landscapes.map((card) => make("option", { value: keyOfCard(card) }, card.title)), ...(guests.length > 0 ? [group] : []));
  }

  #rate(marks: readonly (readonly [string, number])[]): void {
    const { model } = this;
    const card = model.card(MAIN)?.parameters[0];
    if (card === undefined) return;
    if (this.#slider === null) {
      this.#slider = new ParameterSlider(card, card.title, {
        onInput: (value) => model.setParameter(MAIN, card.name, value),
        onRelease: () => model.released(),
      }, 1);
      this.#place.append(this.#slider.element);
    }
    this.#slider.update(model.settings(MAIN)[card.name] as number, marks, "gradient");
  }
}
