/** What opens below the map: a row of buttons, and under it the panels that are open. A panel off screen does nothing. */
import { button, make } from "../dom";
import type { Model } from "./model";
import type { Panel, View } from "./panels/panel";

interface Open {
  readonly panel: Panel;
  readonly box: HTMLElement;
  readonly view: View;
  seen: boolean;
  stale: boolean;
}

export class Shelf {
  readonly element = make("div", { class: "ls-shelf" });
  readonly #bar = make("div", { class: "ls-tabs", role: "group", "aria-label": "More to see" });
  readonly #boxes = make("div", { class: "ls-panels" });
  readonly #buttons = new Map<string, HTMLButtonElement>();
  readonly #open = new Map<string, Open>();
  readonly #watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const open = [...this.#open.values()].find(({ box }) => box === target);
      if (open === undefined) continue;
      open.seen = isIntersecting;
      if (open.seen && open.stale) this.#show(open);
    }
  });

  constructor(
    readonly model: Model,
    readonly panels: readonly Panel[],
    id: string,
  ) {
    for (const panel of panels) {
      const toggle = button(panel.title, "ls-tab", () => model.togglePanel(panel.name));
      toggle.title = panel.about;
      toggle.setAttribute("aria-controls", `${id}-${panel.name}`);
      this.#buttons.set(panel.name, toggle);
    }
    this.#bar.append(...this.#buttons.values());
    this.element.append(this.#bar, this.#boxes);
    this.element.dataset["id"] = id;
  }

  update(): void {
    const { panels } = this.model;
    for (const panel of this.panels) {
      const wanted = panels.includes(panel.name);
      this.#buttons.get(panel.name)?.setAttribute("aria-expanded", String(wanted));
      const open = this.#open.get(panel.name);
      if (wanted && open === undefined) this.#put(panel);
      else if (!wanted && open !== undefined) this.#drop(open);
      else if (open !== undefined) {
        open.stale = true;
        if (open.seen) this.#show(open);
      }
    }
  }

  /** Paper has no edge of the screen. */
  showAll(): void {
    for (const open of this.#open.values()) this.#show(open);
  }

  /** The explorer has left the page; `update` opens everything again. */
  stop(): void {
    for (const open of [...this.#open.values()]) this.#drop(open);
  }

  #show(open: Open): void {
    open.stale = false;
    open.view.update();
  }

  /** In the order of the table, whatever was opened first. */
  #put(panel: Panel): void {
    const id = `${this.element.dataset["id"]}-${panel.name}`;
    const host = make("div", { class: "ls-panel-body" });
    const title = make("h3", { class: "ls-panel-title", id: `${id}-title` }, panel.title);
    const box = make("section", { class: `ls-panel ls-panel-${panel.name}`, id, "aria-labelledby": title.id }, title, host);
    const rank = (name: string): number => this.panels.findIndex((p) => p.name === name);
    const after = [...this.#open.values()].filter((other) => rank(other.panel.name) > rank(panel.name)).sort((a, b) => rank(a.panel.name) - rank(b.panel.name))[0];
    this.#boxes.insertBefore(box, after?.box ?? null);
    const open: Open = { panel, box, view: panel.mount(host, this.model), seen: false, stale: true };
    this.#open.set(panel.name, open);
    this.#watch.observe(box);
    // Once at least, seen or not: a panel that the page has opened must not grow under the reader who scrolls past it.
    this.#show(open);
  }

  #drop(open: Open): void {
    this.#watch.unobserve(open.box);
    open.view.stop?.();
    open.box.remove();
    this.#open.delete(open.panel.name);
  }
}
