/** `<landscape-explorer>`: wires model, map, controls and read-out together inside the light DOM. */
import type { Engine, Life } from "../runtime/api";
import { button, make } from "../dom";
import { showLife } from "../life";
import { Controls } from "./controls";
import { Keep } from "./keep";
import { LandscapeMap } from "./map";
import { Model } from "./model";
import { openingOf } from "./opening";
import { panels } from "./panels";
import { readPreset } from "./preset";
import { readout } from "./readout";
import { RunBar } from "./runbar";
import { leading, shownIn } from "./scene";
import { Shelf } from "./shelf";
import { keyOf, keyOfCard } from "./specs";
import type { SurfaceFactory } from "./surface/api";
import type { Point, State } from "./types";
import { VerdictLine } from "./verdict";
import { known, Ways } from "./ways";

const HINT =
  "Click, tap or use the arrow keys to move the probe; Shift moves further, Alt finer. G takes a gradient step, N a Newton step, S a step of every chosen method; B goes back, P plays.";

let count = 0;

interface Parts {
  readonly frame: HTMLElement;
  readonly box: HTMLElement;
  readonly numbers: HTMLElement;
  readonly life: HTMLElement;
  readonly map: LandscapeMap;
  readonly controls: Controls;
  readonly keep: Keep;
  readonly run: RunBar;
  readonly shelf: Shelf;
  readonly verdict: VerdictLine;
  readonly ways: Ways;
  /** Of which landscape the picture of the build is. */
  readonly still: string;
}

export function explorerClass(engine: Engine, loadSurface: () => Promise<SurfaceFactory>): typeof HTMLElement {
  return class LandscapeExplorer extends HTMLElement {
    readonly #id = `explorer-${++count}`;
    #model: Model | null = null;
    #parts: Parts | null = null;
    #opened: Promise<void> = Promise.resolve();
    #undo: (() => void)[] = [];
    #all = false;
    #last: Point | null = null;
    #announced = "";
    #read = "";
    #offPaper: (() => void) | null = null;

    get state(): State | null {
      return this.#model?.state ?? null;
    }

    /** Where a point of the plane stands on the canvas, in CSS pixels from its corner. */
    locate(point: Point): Point | null {
      return this.#parts?.map.scale?.toPixel(point) ?? null;
    }

    /**
     * Takes over a view, as the package writes it (`Preset.plain()`), as one thing to undo. Calls with the same gesture are
     * undone together, and of many in a row the newest wins. `words`: what happened, for the line of the verdict.
     */
    accept(view: unknown, gesture = "", words = ""): void {
      const preset = readPreset(view);
      void this.#opened.then(() => {
        if (preset === null) this.#model?.refuse("What was handed over is no view of a landscape. The page stays as it is.");
        else this.#model?.accept(known(preset, this.#parts?.shelf.panels ?? []), gesture, words);
      });
    }

    /** The map is what the keys move. */
    override focus(options?: FocusOptions): void {
      this.#parts?.map.canvas.focus(options);
    }

    connectedCallback(): void {
      if (this.#model === null) this.#build();
      const { map, ways, shelf } = this.#parts as unknown as Parts;
      const redraw = (): void => map.request();
      const resized = new ResizeObserver(redraw);
      resized.observe(map.canvas);
      const scheme = new MutationObserver(redraw);
      for (const root of [document.documentElement, document.body]) scheme.observe(root, { attributes: true });
      const listen = (type: string, hear: () => void): (() => void) => {
        window.addEventListener(type, hear);
        return () => window.removeEventListener(type, hear);
      };
      this.#undo = [
        () => resized.disconnect(),
        () => scheme.disconnect(),
        listen("resize", redraw),
        listen("hashchange", () => ways.follow()),
        listen("pagehide", () => ways.remember()),
        listen("beforeprint", () => {
          this.#offPaper = map.toPaper();
          shelf.showAll();
        }),
        listen("afterprint", () => this.#offPaper?.()),
        engine.watch((life) => this.#live(life)),
      ];
      engine.start();
      this.#live(engine.life);
      void document.fonts.ready.then(redraw);
      ways.arrive();
      this.#update();
    }

    disconnectedCallback(): void {
      this.#parts?.ways.remember();
      for (const undo of this.#undo.splice(0)) undo();
      this.#parts?.map.stop();
      this.#model?.player.pause();
      this.#parts?.shelf.stop();
    }

    #build(): void {
      const { frame, catalogue, probe, preset, said } = openingOf(this);
      const model = (this.#model = new Model(engine, this.#id, () => this.#update(), () => this.#answered()));
      const map = new LandscapeMap(model, (method) => model.press(method));
      const controls = new Controls(model, this.#id);
      const run = new RunBar(model, this.#id);
      const shelf = new Shelf(model, panels(loadSurface), this.#id);
      const ways = new Ways(this, model, shelf.panels);
      const keep = new Keep(model, map, ways);
      const part = (name: string): HTMLElement => frame.querySelector(`.ls-${name}`) as HTMLElement;
      const hint = make("p", { class: "ls-hidden", id: `${this.#id}-hint` }, HINT);
      map.canvas.setAttribute("aria-describedby", hint.id);
      const life = make("div", { class: "ls-life" });
      const still = part("map").querySelector("svg") === null ? "" : keyOf(preset.landscape);
      part("map").append(map.canvas, hint, life);
      part("pick").replaceChildren(...controls.pick());
      part("actions").replaceChildren(...controls.actions());
      part("keep").replaceChildren(...keep.parts());
      part("run").replaceChildren(...run.parts());
      part("more").replaceChildren(shelf.element);
      const verdict = new VerdictLine(part("verdict"), this.getAttribute("guide"));
      frame.setAttribute("role", "group");
      frame.addEventListener("keydown", (event) => this.#key(event, model, controls.select));
      const numbers = make("div");
      part("readout").replaceChildren(numbers, this.#digits());
      this.#parts = { frame, box: part("map"), numbers, life, map, controls, keep, run, shelf, verdict, ways, still };
      this.#opened = model.open(known(preset, shelf.panels), catalogue, probe, said).then(() => ways.begin());
    }

    #key(event: KeyboardEvent, model: Model, list: HTMLSelectElement): void {
      const commands = event.ctrlKey || event.metaKey;
      // The theme has keys of its own, and N would lead to the next page.
      if (!commands && !event.altKey && event.key.length === 1) event.stopPropagation();
      if (!commands || event.key.toLowerCase() !== "z" || event.target === list) return;
      event.preventDefault();
      if (event.shiftKey) model.redo();
      else model.undo();
    }

    #update(): void {
      const [model, parts] = [this.#model, this.#parts];
      const scene = model?.scene ?? null;
      // A late answer must not open the panels of an explorer that has left the page.
      if (!this.isConnected || model === null || parts === null || scene === null) return;
      const { title } = scene.card;
      const key = keyOfCard(scene.card);
      parts.frame.setAttribute("aria-label", `Landscape Explorer: ${title}`);
      parts.map.canvas.setAttribute("aria-label", `Map of ${title}`);
      parts.box.classList.toggle("ls-live", model.field !== null || key !== parts.still);
      parts.box.classList.toggle("ls-opening", model.opening);
      parts.controls.update();
      parts.run.update();
      parts.keep.update();
      parts.verdict.update(scene, model.player.playing);
      const read = JSON.stringify([key, scene.point, scene.probe, model.field === null, this.#all]);
      if (read !== this.#read) parts.numbers.replaceChildren(...readout(model, scene, this.#all));
      this.#read = read;
      this.#follow(model, parts.map);
      parts.shelf.update();
      const said = JSON.stringify(model.state);
      if (said === this.#announced) return;
      this.#announced = said;
      this.dispatchEvent(new CustomEvent("landscape-change", { bubbles: true, composed: true, detail: model.state }));
    }

    /** The eye is led along where the probe has stepped, from a point of the same walk; any other way it is simply there. */
    #follow({ scene }: Model, map: LandscapeMap): void {
      if (scene === null) return;
      const [walk, last] = [leading(scene), this.#last];
      this.#last = scene.point;
      if (walk !== null && last !== null && last !== scene.point && walk.points[shownIn(scene, walk)] === scene.point) {
        if (walk.points.some(([x, y]) => x === last[0] && y === last[1])) map.follow(last, scene.point);
      }
      map.request();
    }

    #answered(): void {
      if (!this.isConnected) return;
      this.#parts?.map.request();
      this.#parts?.shelf.update();
    }

    #digits(): HTMLElement {
      const toggle = button("All digits", "ls-quiet", () => {
        this.#all = !this.#all;
        toggle.textContent = this.#all ? "Four digits" : "All digits";
        this.#update();
      });
      return toggle;
    }

    #live(life: Life): void {
      const status = { idle: "static", loading: "loading", ready: "ready", error: "error" }[life.phase];
      if (this.getAttribute("status") !== status) this.setAttribute("status", status);
      if (this.#parts !== null) showLife(this.#parts.life, engine, true, this.#parts.map.canvas);
      this.#model?.hear(life);
    }
  };
}
