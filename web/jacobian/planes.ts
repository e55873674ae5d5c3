/** The two planes: the inputs hear the hand and the keys, the outputs show what comes of it. */
import { make } from "../dom";
import { svg } from "../explorer/panels/plot";
import type { Point } from "../explorer/types";
import { ground, HEIGHT, inputs, outputs, scaleOf, WIDTH, type Which } from "./drawing";
import type { Model } from "./model";
import { grasped } from "./scene";

/** Pixels on the page within which a hand means a handle; a finger is broader than an arrow. */
const REACH = { mouse: 14, touch: 26 } as const;
const ARROWS: Readonly<Record<string, Point>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** A picture that takes over what the build drew. */
export class Plane {
  readonly svg: SVGSVGElement;
  readonly #ground: SVGElement;
  readonly #over: SVGElement;
  /** Of what the ground was drawn; the build's own picture of the first map stays until there is a better one. */
  #drawn: unknown = null;

  constructor(
    readonly model: Model,
    readonly which: Which,
    readonly host: HTMLElement,
    still: string,
  ) {
    const found = host.querySelector("svg");
    this.svg = found ?? svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" });
    if (found === null) host.append(this.svg);
    else this.#drawn = still;
    const layer = (kind: string): SVGElement => this.svg.querySelector<SVGElement>(`.${kind}`) ?? this.svg.appendChild(svg("g", { class: kind }));
    this.#ground = layer("jx-ground");
    this.#over = layer("jx-over");
  }

  update(): void {
    const { scene, grid, reply, fresh } = this.model;
    if (scene === null) return;
    const { card } = scene;
    const bare = grid === null && this.#drawn === card.name;
    if (!bare && this.#drawn !== (grid ?? card)) {
      this.#ground.replaceChildren(...ground(card, grid, this.which).filter((part) => part !== null));
      this.#drawn = grid ?? card;
    }
    const known = reply !== null && reply.map === card.name ? reply : null;
    const layers = this.which === "inputs" ? inputs(scene, fresh ? known : null) : known === null ? [] : outputs(scene, known);
    this.#over.replaceChildren(...layers.filter((part) => part !== null));
    // What is late is dimmed; what is on its way is not.
    this.host.classList.toggle("jx-late", this.which === "outputs" && !fresh && this.model.engine.life.phase !== "ready");
    const [first, second] = this.which === "inputs" ? card.inputs : card.outputs;
    (this.host.hasAttribute("tabindex") ? this.host : this.svg).setAttribute("aria-label", `Plane of the ${this.which} ${first} and ${second}: ${card.title}`);
  }

  /** Where a point of the plane stands, in CSS pixels from the corner of the picture. */
  locate(point: Point): Point | null {
    const { scene } = this.model;
    if (scene === null) return null;
    const unit = this.svg.clientWidth / WIDTH || this.svg.getBoundingClientRect().width / WIDTH;
    const [x, y] = scaleOf(scene.card, this.which).toPixel(point);
    return [x * unit, y * unit];
  }
}

/** Lets mouse, finger and keys move the point and the handles. */
export function listen({ model, host, svg: picture }: Plane, hint: string): void {
  let held: "point" | 0 | 1 | null = null;
  Object.entries({ tabindex: "0", role: "application", "aria-roledescription": "plane", "aria-describedby": hint }).forEach(([name, value]) => host.setAttribute(name, value));
  // Its name is that of the box, which has the focus.
  picture.setAttribute("aria-hidden", "true");

  const pixel = (event: PointerEvent): Point => {
    const box = picture.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT];
  };
  const drag = (event: PointerEvent, began: boolean): void => {
    const { scene } = model;
    if (scene === null || held === null) return;
    const at = scaleOf(scene.card, "inputs").toPlane(pixel(event));
    if (held === "point") model.place(at, began);
    else model.wiggle(held, at[held] - scene.point[held]);
  };

  picture.addEventListener("pointerdown", (event) => {
    const { scene } = model;
    if (event.button !== 0 || !event.isPrimary || scene === null) return;
    const reach = (event.pointerType === "touch" ? REACH.touch : REACH.mouse) * (WIDTH / picture.getBoundingClientRect().width);
    held = grasped(scene, pixel(event), scaleOf(scene.card, "inputs").toPixel, reach) ?? "point";
    picture.setPointerCapture(event.pointerId);
    host.classList.add("jx-held");
    drag(event, true);
  });
  picture.addEventListener("pointermove", (event) => {
    if (event.isPrimary) drag(event, false);
  });
  picture.addEventListener("lostpointercapture", () => {
    held = null;
    host.classList.remove("jx-held");
    model.released();
  });
  host.addEventListener("keydown", (event) => {
    const direction = ARROWS[event.key];
    if (direction === undefined || event.ctrlKey || event.metaKey) return;
    model.nudge(direction, event.shiftKey ? "far" : event.altKey ? "fine" : "usual", !event.repeat);
    event.preventDefault();
  });
}

/** Words for ears: what the keys do. */
export function hintFor(id: string): HTMLElement {
  return make("p", { class: "ls-hidden", id }, "Click, tap or use the arrow keys to move the point; Shift moves further, Alt finer. The handles of the two wiggles can be dragged, or moved by the sliders below.");
}
