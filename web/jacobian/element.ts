/** `<jacobian-explorer>`: wires model, planes, controls and read-out together inside the light DOM. */
import { make } from "../dom";
import type { Point } from "../explorer/types";
import { showLife } from "../life";
import type { Engine, Life } from "../runtime/api";
import { Controls } from "./controls";
import { PLANES, type Which } from "./drawing";
import { forget, remember, remembered } from "./keep";
import { Model } from "./model";
import { hintFor, listen, Plane } from "./planes";
import { readout } from "./readout";
import type { MapCard, Opening, State } from "./types";

let count = 0;

function frame(): HTMLElement {
  const plane = (which: Which): HTMLElement => make("div", { class: `jx-plane jx-${which}` }, make("div", { class: "jx-title" }), make("div", { class: "jx-picture" }));
  const box = (name: string): HTMLElement => make("div", { class: `jx-${name}` });
  return make("div", { class: "jx-frame" }, box("pick"), ...PLANES.map(plane), box("controls"), make("p", { class: "jx-message" }), box("readout"), box("more"));
}

function opening(text: string | undefined): Opening | null {
  try {
    return text === undefined ? null : (JSON.parse(text) as Opening);
  } catch {
    return null;
  }
}

function titled(which: Which, card: MapCard): (Node | string)[] {
  if (which === "inputs") return [`Inputs (${card.inputs.join(", ")})`];
  return [`Outputs (${card.outputs.join(", ")}) = `, make("code", {}, `(${card.python.join(", ")})`)];
}

interface Parts {
  readonly frame: HTMLElement;
  readonly planes: readonly Plane[];
  readonly titles: readonly HTMLElement[];
  readonly controls: Controls;
  readonly message: HTMLElement;
  readonly readout: HTMLElement;
  readonly life: HTMLElement;
}

export function jacobianClass(engine: Engine): typeof HTMLElement {
  return class JacobianExplorer extends HTMLElement {
    readonly #id = `jacobian-${++count}`;
    #model: Model | null = null;
    #parts: Parts | null = null;
    #undo: (() => void)[] = [];
    #announced = "";
    #titled: MapCard | null = null;
    #key = "";

    get state(): State | null {
      return this.#model?.state ?? null;
    }

    /** Where a point of a plane stands on its picture, in CSS pixels from the corner. */
    locate(point: Point, plane: Which = "inputs"): Point | null {
      return this.#parts?.planes[PLANES.indexOf(plane)]?.locate(point) ?? null;
    }

    connectedCallback(): void {
      if (this.#model === null) this.#build();
      const remembering = (): void => this.#remember();
      window.addEventListener("pagehide", remembering);
      this.#undo = [() => window.removeEventListener("pagehide", remembering), engine.watch((life) => this.#live(life))];
      engine.start();
      this.#live(engine.life);
    }

    disconnectedCallback(): void {
      this.#remember();
      for (const undo of this.#undo.splice(0)) undo();
    }

    #build(): void {
      const found = this.querySelector<HTMLElement>(".jx-frame");
      const box = found ?? frame();
      if (found === null) this.replaceChildren(box);
      const part = (name: string): HTMLElement => box.querySelector(`.jx-${name}`) as HTMLElement;
      const known = opening(box.dataset["opening"]);
      const model = (this.#model = new Model(engine, this.#id, () => this.#update()));
      const host = (which: Which): HTMLElement => box.querySelector(`.jx-${which} > .jx-picture`) as HTMLElement;
      const planes = PLANES.map((which) => new Plane(model, which, host(which), known?.reply.map ?? ""));
      const hint = hintFor(`${this.#id}-hint`);
      const life = make("div", { class: "ls-life" });
      part("inputs").append(hint, life);
      listen(planes[0] as Plane, hint.id);
      const controls = new Controls(model, this.#id);
      part("pick").replaceChildren(...controls.pick());
      part("controls").replaceChildren(...controls.parts());
      part("more").replaceChildren(...controls.more());
      box.setAttribute("role", "group");
      box.addEventListener("keydown", (event) => this.#keys(event, model, controls.select));
      const message = part("message");
      message.setAttribute("aria-live", "polite");
      const titles = PLANES.map((which) => box.querySelector(`.jx-${which} > .jx-title`) as HTMLElement);
      this.#parts = { frame: box, planes, titles, controls, message, readout: part("readout"), life };
      const number = [...document.querySelectorAll(this.localName)].indexOf(this) + 1;
      this.#key = `${this.localName} ${location.pathname} ${number}`;
      void model.open(known).then(() => {
        const left = remembered(this.#key, model.maps);
        if (left !== null) model.recall(left);
      });
    }

    #keys(event: KeyboardEvent, model: Model, list: HTMLSelectElement): void {
      const commands = event.ctrlKey || event.metaKey;
      // The theme has keys of its own, and N would lead to the next page.
      if (!commands && !event.altKey && event.key.length === 1) event.stopPropagation();
      if (!commands || event.key.toLowerCase() !== "z" || event.target === list) return;
      event.preventDefault();
      if (event.shiftKey) model.redo();
      else model.undo();
    }

    #remember(): void {
      const [model, scene] = [this.#model, this.#model?.scene ?? null];
      if (model === null || scene === null) return;
      if (model.canUndo) remember(this.#key, scene);
      else if (model.canRedo) forget(this.#key);
    }

    #update(): void {
      const [model, parts] = [this.#model, this.#parts];
      const scene = model?.scene ?? null;
      if (model === null || parts === null || scene === null) return;
      parts.frame.setAttribute("aria-label", `Jacobian explorer: ${scene.card.title}`);
      if (this.#titled !== scene.card) {
        this.#titled = scene.card;
        PLANES.forEach((which, k) => parts.titles[k]?.replaceChildren(...titled(which, scene.card)));
      }
      for (const plane of parts.planes) plane.update();
      parts.controls.update(scene);
      if (parts.message.textContent !== model.message) parts.message.textContent = model.message;
      parts.readout.replaceChildren(...readout(model, scene));
      const said = JSON.stringify(model.state);
      if (said === this.#announced) return;
      this.#announced = said;
      this.dispatchEvent(new CustomEvent("landscape-change", { bubbles: true, composed: true, detail: model.state }));
    }

    #live(life: Life): void {
      const status = { idle: "static", loading: "loading", ready: "ready", error: "error" }[life.phase];
      if (this.#parts !== null) showLife(this.#parts.life, engine, true, this.#parts.planes[0]?.host);
      if (this.getAttribute("status") === status) return;
      this.setAttribute("status", status);
      if (status === "ready") this.#model?.arrived();
      this.#update();
    }
  };
}
