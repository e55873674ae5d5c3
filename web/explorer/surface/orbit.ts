/** The camera and the hands that turn it: by pointer, by wheel with Ctrl or ⌘, by keys. A click that did not drag asks for a place. */
import { PerspectiveCamera, TOUCH, Vector2, Vector3 } from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";

const FIELD_OF_VIEW = 20;
const ASPECT = 1.5;
const DISTANCE = 9.1;
const TURN = Math.PI / 24;
const ZOOM = 0.88;
/** Pixels that a hand may tremble in a click. */
const STILL = 5;
const TARGET = new Vector3(0, 0, 0.36);

export class Orbit {
  readonly camera = new PerspectiveCamera(FIELD_OF_VIEW, ASPECT, 1, 25);
  readonly #controls: OrbitControls;
  readonly #ended = new AbortController();

  constructor(
    readonly canvas: HTMLCanvasElement,
    moved: () => void,
    clicked: (spot: Vector2) => void,
  ) {
    const { signal } = this.#ended;
    const early = { capture: true, signal };
    // The page's wheel is the page's: heard before the controls are, and kept from them.
    canvas.addEventListener("wheel", (event) => (event.ctrlKey || event.metaKey ? null : event.stopImmediatePropagation()), early);
    this.camera.up.set(0, 0, 1);
    this.#controls = new OrbitControls(this.camera, canvas);
    this.#controls.target.copy(TARGET);
    Object.assign(this.#controls, { enablePan: false, enableDamping: false, rotateSpeed: 0.7, minDistance: 4, maxDistance: 15, maxPolarAngle: Math.PI * 0.52 });
    this.#controls.touches = { ONE: TOUCH.ROTATE, TWO: TOUCH.DOLLY_ROTATE };
    this.home();
    this.#controls.addEventListener("change", moved);
    // Up and down with one finger scrolls the page on; sideways, or with two, turns the view.
    canvas.style.touchAction = "pan-y";
    let down: { x: number; y: number; id: number } | null = null;
    canvas.addEventListener("pointerdown", (event) => (down = event.isPrimary && event.button === 0 ? { x: event.clientX, y: event.clientY, id: event.pointerId } : null), early);
    canvas.addEventListener("pointermove", (event) => {
      if (down !== null && Math.hypot(event.clientX - down.x, event.clientY - down.y) > STILL) down = null;
    }, early);
    canvas.addEventListener("pointercancel", () => (down = null), early);
    canvas.addEventListener("pointerup", (event) => {
      if (down?.id !== event.pointerId) return;
      down = null;
      const box = canvas.getBoundingClientRect();
      clicked(new Vector2((2 * (event.clientX - box.left)) / box.width - 1, 1 - (2 * (event.clientY - box.top)) / box.height));
    }, early);
    canvas.addEventListener("keydown", (event) => this.#key(event), { signal });
  }

  /** From the front, a little from the left and from above. */
  home(): void {
    this.#look(-0.42, 0.62);
  }

  /** As the map shows it: x to the right, y up. */
  above(): void {
    this.#look(0, Math.PI / 2 - 1e-3);
  }

  /** How much of a height is seen from where the eye is: 0 from above, 1 from the side. */
  get slant(): number {
    return Math.sin(this.#controls.getPolarAngle());
  }

  /** A narrower picture shows as much from side to side. */
  shape(aspect: number): void {
    if (this.camera.aspect === aspect) return;
    const tangent = Math.tan((FIELD_OF_VIEW * Math.PI) / 360);
    this.camera.aspect = aspect;
    this.camera.fov = (Math.atan(tangent * Math.max(1, ASPECT / aspect)) * 360) / Math.PI;
    this.camera.updateProjectionMatrix();
  }

  stop(): void {
    this.#ended.abort();
    this.#controls.dispose();
  }

  #look(azimuth: number, elevation: number): void {
    const flat = Math.cos(elevation) * DISTANCE;
    this.camera.position.set(TARGET.x + Math.sin(azimuth) * flat, TARGET.y - Math.cos(azimuth) * flat, TARGET.z + Math.sin(elevation) * DISTANCE);
    this.#controls.update();
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const controls = this.#controls;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => controls.rotateLeft(-TURN),
      ArrowRight: () => controls.rotateLeft(TURN),
      ArrowUp: () => controls.rotateUp(TURN),
      ArrowDown: () => controls.rotateUp(-TURN),
      "+": () => controls.dollyIn(ZOOM),
      "=": () => controls.dollyIn(ZOOM),
      "-": () => controls.dollyOut(ZOOM),
      Home: () => this.home(),
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }
}
