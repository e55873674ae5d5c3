/** What stands above and below the planes: the choice of the map, two wiggles, the way back, and the vector on the left. */
import { able, button, make } from "../dom";
import { ParameterSlider } from "../explorer/slider";
import type { ParameterCard } from "../explorer/types";
import type { Model } from "./model";
import { vector } from "./readout";
import { WEIGHT, WIGGLE, type Scene } from "./scene";

const SUBSCRIPT = ["₁", "₂"] as const;

function card(title: string, symbol: string, most: number): ParameterCard {
  return { name: title, title, symbol, default: 0, minimum: -most, maximum: most, scale: "linear" };
}

/** Two sliders for the two parts of a vector; they are made anew when their names change. */
class Pair {
  readonly element = make("div", { class: "jx-pair" });
  #names = "";
  #sliders: readonly ParameterSlider[] = [];

  constructor(
    readonly title: (name: string) => string,
    readonly symbol: string,
    readonly most: number,
    readonly set: (part: 0 | 1, value: number) => void,
    readonly released: () => void,
  ) {}

  update(names: readonly [string, string], values: readonly [number, number], hues: readonly [string, string]): void {
    if (names.join() !== this.#names) {
      this.#names = names.join();
      this.#sliders = ([0, 1] as const).map((part) => {
        const title = this.title(names[part]);
        const slides = { onInput: (value: number) => this.set(part, value), onRelease: this.released };
        return new ParameterSlider(card(title, `${this.symbol}${SUBSCRIPT[part]}`, this.most), title, slides, 0);
      });
      this.element.replaceChildren(...this.#sliders.map(({ element }) => element));
    }
    this.#sliders.forEach((slider, part) => slider.update(values[part] as number, [], hues[part] as string));
  }
}

export class Controls {
  readonly select = make("select", { class: "ls-select" });
  readonly #about = make("span", { class: "jx-about" });
  readonly #undo = button("Undo", "ls-secondary");
  readonly #redo = button("Redo", "ls-secondary");
  readonly #reset = button("Reset", "ls-secondary");
  readonly #wiggles: Pair;
  readonly #weights: Pair;
  readonly #toggle: HTMLButtonElement;
  readonly #product = make("p", { class: "jx-product" });
  readonly #body: HTMLElement;

  constructor(
    readonly model: Model,
    id: string,
  ) {
    this.select.id = `${id}-map`;
    this.select.addEventListener("change", () => model.choose(this.select.value));
    this.#undo.addEventListener("click", () => model.undo());
    this.#redo.addEventListener("click", () => model.redo());
    this.#reset.addEventListener("click", () => model.reset());
    const released = (): void => model.released();
    this.#wiggles = new Pair((name) => `Wiggle ${name}`, "h", WIGGLE, (part, value) => model.wiggle(part, value), released);
    this.#weights = new Pair((name) => `Weight of ${name}`, "v", WEIGHT, (part, value) => model.weigh(part, value), released);
    const words = "Weigh the outputs by v and add them up: one number. Its derivatives by all inputs are the row vᵀJ. Backpropagation computes it, and never J itself.";
    this.#body = make("div", { class: "jx-left-body", id: `${id}-left` }, make("p", { class: "jx-hint" }, words), this.#weights.element, this.#product);
    this.#toggle = button("A vector from the left: vᵀJ", "ls-tab", () => model.toggle());
    this.#toggle.setAttribute("aria-controls", this.#body.id);
  }

  pick(): Node[] {
    return [make("label", { for: this.select.id }, "Map"), this.select, this.#about];
  }

  parts(): Node[] {
    return [this.#wiggles.element, make("span", { class: "ls-trio" }, this.#undo, this.#redo, this.#reset)];
  }

  more(): Node[] {
    return [make("div", { class: "ls-tabs" }, this.#toggle), this.#body];
  }

  update(scene: Scene): void {
    const { model, select } = this;
    if (select.options.length !== model.maps.length) select.replaceChildren(...model.maps.map(({ name, title }) => make("option", { value: name }, title)));
    select.value = scene.card.name;
    this.#about.textContent = scene.card.about;
    able(this.#undo, model.canUndo, model.canUndo ? "Takes back the last thing done here (Ctrl+Z)" : "There is nothing to undo yet");
    able(this.#redo, model.canRedo, model.canRedo ? "Does again what was undone (Ctrl+Shift+Z)" : "There is nothing to do again");
    this.#wiggles.update(scene.card.inputs, scene.wiggle, ["jx-first", "jx-second"]);
    this.#weights.update(scene.card.outputs, scene.vector, ["ink", "ink"]);
    this.#toggle.setAttribute("aria-expanded", String(scene.opened));
    this.#body.hidden = !scene.opened;
    const vjp = model.fresh ? (model.reply?.vjp ?? []) : [];
    this.#product.replaceChildren("v = ", vector(scene.vector), ", so vᵀJ = ", vector(vjp), `: by ${scene.card.inputs.join(" and by ")}.`);
  }
}
