/** All methods: which are compared, with what settings, and what each would do next. */
import { button, make } from "../../dom";
import { styleOf } from "../methods";
import type { Model } from "../model";
import { exact, short } from "../numbers";
import type { Scene } from "../scene";
import { ParameterSlider } from "../slider";
import { swatch } from "../swatch";
import type { MethodCard, NextStep } from "../types";
import type { Panel, View } from "./panel";

/** Their buttons are always under the map. */
const BESIDE_THE_MAP: readonly string[] = ["GradientDescent", "Newton"];
const GROUPS = [
  [1, "Gradient only"],
  [2, "Gradient and Hessian"],
] as const;

class Card {
  readonly element: HTMLElement;
  readonly #sliders: readonly ParameterSlider[];
  readonly #next = make("p", { class: "ls-next" });
  #shown = "";

  constructor(
    readonly card: MethodCard,
    model: Model,
  ) {
    const { name, title } = card;
    this.#sliders = card.parameters.map(
      (parameter) =>
        new ParameterSlider(parameter, `${title}: ${parameter.title.toLowerCase()}`, {
          onInput: (value) => model.setParameter(name, parameter.name, value),
          onRelease: () => model.released(),
        }),
    );
    const own = BESIDE_THE_MAP.includes(name) ? null : button(card.button, "ls-primary ls-step", () => model.press(name));
    const head = make("div", { class: "ls-card-head" }, swatch(name), make("h4", { class: "ls-card-title" }, title), own);
    const source = card.source === "" ? null : make("p", { class: "ls-source" }, `Source: ${card.source}`);
    this.element = make("li", { class: "ls-card" }, head, make("p", { class: "ls-card-about" }, card.about), ...this.#sliders.map((s) => s.element), this.#next, source);
    this.element.style.setProperty("--hue", `var(--ls-${styleOf(name).hue})`);
  }

  update(model: Model, scene: Scene): void {
    const settings = model.settings(this.card.name);
    const step = scene.probe?.steps.find(({ method }) => method === this.card.name) ?? null;
    for (const slider of this.#sliders) {
      const { name } = slider.card;
      slider.update(settings[name] ?? slider.card.default, step?.marks[name] ?? [], styleOf(this.card.name).hue);
    }
    const { field } = model;
    const spread = field === null ? 1 : Math.max(1e-300, (field.maximum ?? 0) - (field.minimum ?? 0));
    const words = next(step, spread);
    // While Python thinks, the last words stay: nothing flickers under a dragged probe.
    const shown = words === null ? "" : words.map((word) => (typeof word === "string" ? word : word.outerHTML)).join("");
    if (words === null || shown === this.#shown) return;
    this.#shown = shown;
    this.#next.replaceChildren(...words);
  }
}

function next(step: NextStep | null, spread: number): readonly (HTMLElement | string)[] | null {
  if (step === null) return null;
  if (step.point === null) return [make("span", { class: "ls-next-name" }, "Next step"), step.message];
  const number = (value: number | null): HTMLElement => make("b", { class: "ls-number", title: exact(value) }, short(value, spread));
  const pair = (name: string, value: number | null): HTMLElement => make("span", { class: "ls-next-pair" }, name, " ", number(value));
  return [make("span", { class: "ls-next-name" }, "Next step, Δf"), pair("predicted", step.predicted), pair("actual", step.actual)];
}

function mount(host: HTMLElement, model: Model): View {
  const chips = new Map<string, HTMLButtonElement>();
  const cards = new Map<string, Card>();
  const groups = make("div", { class: "ls-chip-groups" });
  const only = make("p", { class: "ls-hint", hidden: true }, "One method stays chosen. Choose another one first to let this one go.");
  const list = make("ul", { class: "ls-cards", "aria-label": "Chosen methods" });
  host.append(groups, only, list);

  const build = (methods: readonly MethodCard[]): void => {
    for (const [order, title] of GROUPS) {
      const members = methods.filter((card) => card.order === order);
      if (members.length === 0) continue;
      const row = make("div", { class: "ls-chips", role: "group", "aria-label": title });
      for (const { name, title: called, about } of members) {
        const chip = make("button", { type: "button", class: "ls-chip", "aria-pressed": "false", title: about }, swatch(name), make("span", { "data-title": called }, called));
        chip.style.setProperty("--hue", `var(--ls-${styleOf(name).hue})`);
        chip.addEventListener("click", () => {
          if (chip.getAttribute("aria-disabled") !== "true") model.toggleMethod(name);
        });
        chips.set(name, chip);
        row.append(chip);
      }
      groups.append(make("div", { class: "ls-chip-group" }, make("span", { class: "ls-group-title", "aria-hidden": "true" }, title), row));
    }
  };

  return {
    update() {
      const { catalogue, scene } = model;
      if (catalogue === null || scene === null) return;
      if (chips.size === 0) build(catalogue.methods);
      const { chosen } = scene;
      only.hidden = chosen.length > 1;
      for (const card of catalogue.methods) {
        const [chip, on] = [chips.get(card.name), chosen.includes(card.name)];
        if (chip === undefined) continue;
        const last = on && chosen.length === 1;
        chip.setAttribute("aria-pressed", String(on));
        chip.setAttribute("aria-disabled", String(last));
        chip.title = last ? "The last chosen method stays: choose another one first" : card.about;
      }
      for (const [name, card] of cards) {
        if (chosen.includes(name)) continue;
        card.element.remove();
        cards.delete(name);
      }
      let before: Element | null = list.firstElementChild;
      for (const method of catalogue.methods.filter(({ name }) => chosen.includes(name))) {
        let card = cards.get(method.name);
        if (card === undefined) {
          cards.set(method.name, (card = new Card(method, model)));
          list.insertBefore(card.element, before);
        } else before = card.element.nextElementSibling;
        card.update(model, scene);
      }
    },
  };
}

export const methodsPanel: Panel = {
  name: "methods",
  title: "Methods",
  about: "Chosen methods are compared on the map and raced against each other, each with its own settings.",
  mount,
};
