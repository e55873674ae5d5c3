/** The 3-D view: the same landscape, probe and paths as on the map. It draws when something has changed and somebody can see it. */
import { ColorManagement, LinearSRGBColorSpace, Raycaster, Scene as Stage, WebGLRenderer } from "three";
import { button, make } from "../../dom";
import type { Model } from "../model";
import { short } from "../numbers";
import { shownIn, type Scene } from "../scene";
import type { Field } from "../types";
import type { SurfaceView } from "./api";
import { reliefOf, type Relief } from "./geometry";
import { Ground } from "./ground";
import { Labels } from "./labels";
import { Lines } from "./lines";
import { Marks } from "./marks";
import { Orbit } from "./orbit";
import { paintOf } from "./paint";
import { figuresOf, inside } from "./paths";
import { NO_WEBGL } from "./trouble";

const HINTS = {
  mouse: "Drag to turn, click to place the probe; Ctrl or ⌘ and the wheel zoom. Keys: arrows turn, + and − zoom, Home resets.",
  touch: "Swipe sideways to turn, tap to place the probe; two fingers turn and zoom.",
};
const FINEST = 2;
/** A pixel of a dash in the box, on a stage that is one pixel wide. */
const DASH = 7.5;
let count = 0;

// The style sheet's colours go to the screen as they are.
ColorManagement.enabled = false;

export class View implements SurfaceView {
  readonly canvas = make("canvas", { tabindex: 0, role: "application", "aria-roledescription": "3-D view", "data-drawn": 0 });
  readonly #renderer: WebGLRenderer;
  readonly #stage = new Stage();
  readonly #orbit: Orbit;
  readonly #labels = new Labels();
  readonly #lines = new Lines();
  readonly #marks = new Marks();
  readonly #box = make("div", { class: "ls-surface-stage" });
  readonly #words = make("p", { class: "ls-surface-words", role: "status" });
  readonly #ended = new AbortController();
  #slab: { field: Field; relief: Relief; ground: Ground } | null = null;
  #shown: Scene | null = null;
  #frame = 0;
  #visible = false;
  /** The colours have changed, or were never read. */
  #faded = true;

  constructor(
    readonly host: HTMLElement,
    readonly model: Model,
    lost: () => void,
  ) {
    const context = this.canvas.getContext("webgl2", { alpha: true, antialias: true });
    if (context === null) throw new Error(NO_WEBGL);
    this.#renderer = new WebGLRenderer({ canvas: this.canvas, context, alpha: true, antialias: true });
    this.#renderer.outputColorSpace = LinearSRGBColorSpace;
    this.#stage.add(this.#lines.group, this.#marks.group, this.#labels.lines.group);
    const request = (): void => this.#request();
    this.#orbit = new Orbit(this.canvas, request, (spot) => this.#click(spot));
    const hint = make("p", { class: "ls-surface-hint", id: `surface-${++count}-hint` }, ...Object.entries(HINTS).map(([hand, words]) => make("span", { class: `ls-surface-${hand}` }, words)));
    this.canvas.setAttribute("aria-describedby", hint.id);
    this.#box.append(this.canvas, this.#labels.element);
    const look = (name: string, go: () => void): HTMLElement => button(name, "ls-quiet", () => (go(), request()));
    const looks = make("div", { class: "ls-surface-looks" }, look("From above", () => this.#orbit.above()), look("Reset the view", () => this.#orbit.home()));
    host.replaceChildren(this.#box, make("div", { class: "ls-surface-foot" }, make("div", {}, this.#words, hint), looks));
    this.#listen(lost, request);
    this.update();
  }

  update(): void {
    const { scene, field } = this.model;
    this.canvas.setAttribute("aria-label", `Surface of ${scene?.card.title ?? "a landscape"}`);
    this.#say(scene, field);
    if (scene !== this.#shown || field !== (this.#slab?.field ?? null)) this.#request();
  }

  stop(): void {
    this.#ended.abort();
    cancelAnimationFrame(this.#frame);
    this.#frame = -1;
    this.#orbit.stop();
    this.#clear();
    this.#marks.dispose();
    this.#renderer.dispose();
    // Browsers keep few contexts; this one is given back at once.
    this.#renderer.getContext().getExtension("WEBGL_lose_context")?.loseContext();
    this.host.replaceChildren();
  }

  /** Of the stage, were it of the map's shape. */
  get #width(): number {
    return Math.min(this.canvas.clientWidth, 1.5 * this.canvas.clientHeight);
  }

  /** On a small stage, marks and contours are finer. */
  get #fit(): number {
    return Math.min(1, Math.max(0.7, this.#width / 640));
  }

  #listen(lost: () => void, request: () => void): void {
    const { signal } = this.#ended;
    const repaint = (): void => {
      this.#faded = true;
      request();
    };
    const sight = new IntersectionObserver((entries) => {
      // Several changes may come at once: the last one counts.
      this.#visible = entries.at(-1)?.isIntersecting ?? false;
      request();
    });
    const size = new ResizeObserver(request);
    const scheme = new MutationObserver(repaint);
    sight.observe(this.canvas);
    size.observe(this.canvas);
    for (const root of [document.documentElement, document.body]) scheme.observe(root, { attributes: true });
    signal.addEventListener("abort", () => [sight, size, scheme].forEach((observer) => observer.disconnect()));
    addEventListener("beforeprint", () => this.#toPaper(), { signal });
    this.canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      lost();
    }, { signal });
  }

  #say(scene: Scene | null, field: Field | null): void {
    const relief = this.#slab?.field === field ? this.#slab?.relief : field === null ? null : reliefOf(field);
    let words = relief?.words ?? "The surface comes with the map.";
    if (relief != null && scene !== null && !inside(relief, scene.point)) {
      words += ` The probe is off the map, at (${short(scene.point[0])}, ${short(scene.point[1])}).`;
    }
    if (this.#words.textContent !== words) this.#words.textContent = words;
  }

  #request(): void {
    if (this.#visible) this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = 0;
    const { canvas, model } = this;
    const { clientWidth: width, clientHeight: height } = canvas;
    const { scene, field } = model;
    if (width === 0 || height === 0 || scene === null) return;
    const ratio = Math.min(FINEST, devicePixelRatio);
    if (canvas.width !== Math.floor(width * ratio) || canvas.height !== Math.floor(height * ratio)) {
      this.#renderer.setPixelRatio(ratio);
      this.#renderer.setSize(width, height, false);
      this.#faded = true;
    }
    const { camera } = this.#orbit;
    this.#orbit.shape(width / height);
    const other = field !== (this.#slab?.field ?? null);
    if (other) this.#build(field);
    if (this.#slab !== null) {
      const { relief, ground } = this.#slab;
      const anew = other || this.#faded;
      const paint = paintOf(this.host);
      if (anew) ground.paint(paint, ratio * this.#fit);
      if (anew || scene !== this.#shown) this.#place(scene, relief, paint, ratio);
      camera.updateMatrixWorld();
      this.#labels.show(this.#slab.field, relief, camera, this.#orbit.slant, paint, anew);
      this.#shown = scene;
      this.#faded = false;
    }
    this.#renderer.render(this.#stage, camera);
    canvas.dataset["drawn"] = String(Number(canvas.dataset["drawn"]) + 1);
  }

  #build(field: Field | null): void {
    this.#clear();
    if (field === null) return;
    const relief = reliefOf(field);
    const ground = new Ground(field, relief);
    this.#stage.add(ground.group);
    this.#slab = { field, relief, ground };
  }

  #clear(): void {
    if (this.#slab === null) return;
    this.#stage.remove(this.#slab.ground.group);
    this.#slab.ground.dispose();
    this.#slab = null;
    this.#lines.clear();
    this.#marks.show([], () => [0, 0, 0, 0], 1);
    this.#labels.clear();
  }

  #place(scene: Scene, relief: Relief, paint: ReturnType<typeof paintOf>, ratio: number): void {
    const { lines, marks, probe } = figuresOf(relief, scene);
    this.#lines.show(lines, paint, DASH / this.#width);
    const fit = this.#fit;
    this.#marks.show([...marks, probe].map((mark) => ({ ...mark, size: mark.size * fit })), paint, ratio);
    this.host.dataset["walks"] = scene.walks.map((walk) => `${walk.method} ${shownIn(scene, walk) + 1}`).join(", ");
    this.host.dataset["probe"] = scene.point.join(",");
  }

  #click(spot: { x: number; y: number }): void {
    if (this.#slab === null) return;
    const ray = new Raycaster();
    ray.setFromCamera(spot as Parameters<Raycaster["setFromCamera"]>[0], this.#orbit.camera);
    const [hit] = ray.intersectObject(this.#slab.ground.top);
    if (hit !== undefined) this.model.place(this.#slab.relief.toPlane(hit.point));
  }

  /** For paper an image in the canvas's place, which has its picture for this moment only. */
  #toPaper(): void {
    this.#faded = true;
    this.#draw();
    const image = make("img", { src: this.canvas.toDataURL(), alt: this.canvas.getAttribute("aria-label") ?? "" });
    this.canvas.after(image);
    queueMicrotask(() => (image.complete ? (this.canvas.hidden = true) : image.remove()));
    addEventListener("afterprint", () => {
      image.remove();
      if (this.#ended.signal.aborted) return;
      this.canvas.hidden = false;
      this.#faded = true;
      this.#request();
    }, { once: true });
  }
}
