/** The canvas: keeps the ground as a picture of its own, draws the rest over it, and hears the hand. */
import { coloursOf, drawGround } from "./ground";
import { drawProbe, drawStep, drawWalk } from "./figures";
import { make } from "../dom";
import type { Model } from "./model";
import { OVERLAYS } from "./overlays";
import { leading, shownIn, type Scene } from "./scene";
import { finest, makeScale, snapped, type Scale } from "./scale";
import type { Field, Point } from "./types";

const EASE_MS = 250;
/** Pixels of a printed or saved picture for each pixel of the page. */
const FINE = 4;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class LandscapeMap {
  readonly canvas = make("canvas", { tabindex: 0, role: "application", "aria-roledescription": "map" });
  readonly #pen = this.canvas.getContext("2d") as CanvasRenderingContext2D;
  readonly #ground = document.createElement("canvas");
  #drawn: { field: Field; width: number; height: number; ratio: number; scheme: string } | null = null;
  #frame = 0;
  #shown: Point | null = null;
  #moving: { from: Point; to: Point; began: number } | null = null;
  #dragging = false;
  #ratio = 0;

  constructor(
    readonly model: Model,
    readonly act: (method: string) => void,
  ) {
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      this.#dragging = true;
      canvas.setPointerCapture(event.pointerId);
      this.#place(event, true);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (this.#dragging && event.isPrimary) this.#place(event, false);
    });
    for (const end of ["pointerup", "pointercancel"] as const) canvas.addEventListener(end, () => (this.#dragging = false));
    canvas.addEventListener("keydown", (event) => this.#key(event));
  }

  get scale(): Scale | null {
    const card = this.model.scene?.card ?? null;
    const { clientWidth, clientHeight } = this.canvas;
    return card === null || clientWidth === 0 ? null : makeScale(card.window, clientWidth, clientHeight);
  }

  /** Draws at the next frame; however often it is asked, once. */
  request(): void {
    this.#frame ||= requestAnimationFrame((now) => {
      this.#frame = 0;
      this.#draw(now);
    });
  }

  /** The probe has stepped: the eye is led along, unless it asked for calm. */
  follow(from: Point, to: Point): void {
    this.#moving = calm.matches ? null : { from: this.#shown ?? from, to, began: performance.now() };
    this.request();
  }

  /**
   * For paper: an image, sharp enough, in the canvas's place, because Chromium prints a canvas at a size of its own.
   * Ends with what it returns.
   */
  toPaper(): () => void {
    this.#fine(true);
    const image = make("img", { src: this.canvas.toDataURL(), alt: this.canvas.getAttribute("aria-label") ?? "" });
    this.canvas.after(image);
    // A data: address is there at once or, in other browsers, too late: then the canvas itself is printed.
    queueMicrotask(() => (image.complete ? (this.canvas.hidden = true) : image.remove()));
    return () => {
      image.remove();
      this.canvas.hidden = false;
      this.#fine(false);
    };
  }

  /** What is on the map, as an image file. */
  async picture(): Promise<Blob> {
    this.#fine(true);
    const image = new Promise<Blob | null>((resolve) => this.canvas.toBlob(resolve));
    this.#fine(false);
    const blob = await image;
    if (blob === null) throw new Error("this browser could not make the picture");
    return blob;
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#moving = null;
    // Pictures are large, and the theme may hold on to a page that was left; the next drawing makes them anew.
    for (const canvas of [this.canvas, this.#ground]) canvas.width = 0;
    this.#drawn = null;
  }

  /** Draws at once, for paper or for the screen. */
  #fine(on: boolean): void {
    this.#ratio = on ? FINE : 0;
    this.#moving = null;
    this.#draw(0);
  }

  #place(event: PointerEvent, began: boolean): void {
    const scale = this.scale;
    if (scale === null) return;
    const box = this.canvas.getBoundingClientRect();
    this.#moving = null;
    const [x, y] = scale.toPlane([event.clientX - box.left, event.clientY - box.top]);
    // A hand is no finer than that, and an axis that looks hit is hit.
    const grain = finest(scale);
    this.model.place([snapped(x, grain), snapped(y, grain)], began);
  }

  #key(event: KeyboardEvent): void {
    const directions: Readonly<Record<string, Point>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const direction = directions[event.key];
    const key = event.key.toLowerCase();
    const { scene } = this.model;
    if (event.ctrlKey || event.metaKey || scene === null) return;
    const { card, point } = scene;
    if (direction !== undefined) {
      const unit = ((card.window[1][1] - card.window[1][0]) / 40) * (event.shiftKey ? 5 : event.altKey ? 0.1 : 1);
      this.#moving = null;
      // Along a grid: from wherever the probe stood, an axis is met exactly.
      const moved = (at: number, way: number): number => (way === 0 ? at : snapped(at + unit * way, unit));
      this.model.place([moved(point[0], direction[0]), moved(point[1], direction[1])], !event.repeat);
    } else if (key === "g") this.act("GradientDescent");
    else if (key === "n") this.act("Newton");
    else if (key === "s") this.model.stepAll();
    else if (key === "b") this.model.back();
    else if (key === "p") this.model.player[this.model.player.playing ? "pause" : "play"]();
    else return;
    event.preventDefault();
  }

  #draw(now: number): void {
    const scale = this.scale;
    const { model, canvas } = this;
    const { scene, field } = model;
    if (scale === null || scene === null) return;
    const ratio = Math.max(this.#ratio, devicePixelRatio);
    const [w, h] = [Math.round(scale.width * ratio), Math.round(scale.height * ratio)];
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    const pen = this.#pen;
    const colour = coloursOf(canvas);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, w, h);
    if (field !== null) {
      this.#paintGround(field, scale, ratio, colour);
      pen.drawImage(this.#ground, 0, 0);
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    // Washes first: what is drawn in lines must not lie under one.
    const overlays = OVERLAYS.filter(({ name }) => scene.overlays.includes(name)).sort((a, b) => Number(b.wash ?? false) - Number(a.wash ?? false));
    const lay = (layer: string): void => {
      for (const overlay of overlays) {
        if (overlay.layer !== layer || field === null) continue;
        pen.save();
        overlay.draw(pen, model, scale, colour);
        pen.restore();
      }
    };
    lay("ground");
    const point = this.#eased(now, scene);
    const moving = this.#moving !== null;
    this.#drawWalks(scene, scale, colour, moving ? point : null);
    if (!moving) lay("top");
    if (!moving && scene.probe !== null) {
      // The longer step below, so that both are seen where they point the same way.
      const length = (d: readonly number[] | null): number => (d === null ? 0 : Math.hypot(...d));
      for (const step of [...scene.probe.steps].sort((a, b) => length(b.direction) - length(a.direction))) drawStep(pen, scene.point, step, scale, colour);
    }
    drawProbe(pen, point, scale, colour);
    this.#shown = point;
    if (moving) this.request();
  }

  #drawWalks(scene: Scene, scale: Scale, colour: ReturnType<typeof coloursOf>, moving: Point | null): void {
    const newest = scene.walks.at(-1)?.group;
    const lead = leading(scene);
    for (const walk of scene.walks) {
      drawWalk(this.#pen, walk, shownIn(scene, walk), scale, colour, walk === lead ? moving : null, walk.group !== newest);
    }
  }

  #eased(now: number, { point }: Scene): Point {
    if (this.#moving === null) return point;
    const { from, to, began } = this.#moving;
    const t = (now - began) / EASE_MS;
    if (t >= 1 || to !== point) {
      this.#moving = null;
      this.request();
      return point;
    }
    const s = Math.max(0, t) ** 2 * (3 - 2 * Math.max(0, t));
    return [from[0] + s * (to[0] - from[0]), from[1] + s * (to[1] - from[1])];
  }

  #paintGround(field: Field, scale: Scale, ratio: number, colour: ReturnType<typeof coloursOf>): void {
    const { width, height } = scale;
    const scheme = colour("h0") + colour("ink");
    const d = this.#drawn;
    if (d?.field === field && d.width === width && d.height === height && d.ratio === ratio && d.scheme === scheme) return;
    this.#drawn = { field, width, height, ratio, scheme };
    this.#ground.width = this.canvas.width;
    this.#ground.height = this.canvas.height;
    const pen = this.#ground.getContext("2d") as CanvasRenderingContext2D;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawGround(pen, field, scale, colour);
  }
}
