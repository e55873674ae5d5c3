/** What an explorer of a map knows and what it asks: Python alone computes. */
import { Asks } from "../explorer/asks";
import { Timeline } from "../explorer/timeline";
import type { Point } from "../explorer/types";
import type { Engine } from "../runtime/api";
import { alike, answers, landed, moved, nudged, opening, weighted, wiggled, type Scene } from "./scene";
import type { Grid, MapCard, Opening, Reply, State } from "./types";

/** Grids are the same for every explorer of the session. */
const grids = new Map<string, Grid>();
const WAITS = "Moved. The numbers come when Python is ready.";

export class Model {
  maps: readonly MapCard[] = [];
  /** The newest answer, which may be of a scene that was. */
  reply: Reply | null = null;
  #scene: Scene | null = null;
  #home: Scene | null = null;
  #first: Reply | null = null;
  #wrong = "";
  readonly #timeline = new Timeline<Scene>();
  readonly #asks: Asks;

  constructor(
    readonly engine: Engine,
    name: string,
    readonly changed: () => void,
  ) {
    this.#asks = new Asks(engine, name, changed, (message) => {
      this.#wrong = message;
      changed();
    });
  }

  get scene(): Scene | null {
    return this.#scene;
  }

  get grid(): Grid | null {
    return this.#scene === null ? null : (grids.get(JSON.stringify(this.#scene.card.map)) ?? null);
  }

  /** Whether the numbers are those of what is seen. */
  get fresh(): boolean {
    return this.#scene !== null && answers(this.reply, this.#scene);
  }

  get canUndo(): boolean {
    return this.#timeline.canUndo;
  }

  get canRedo(): boolean {
    return this.#timeline.canRedo;
  }

  get message(): string {
    if (this.#wrong !== "") return this.#wrong;
    if (this.fresh) return this.reply?.message ?? "";
    const { phase } = this.engine.life;
    if (phase === "ready") return this.reply?.message ?? "";
    return phase === "error" ? "Python is not running, so nothing is computed. Press Try again." : WAITS;
  }

  get state(): State | null {
    const scene = this.#scene;
    if (scene === null) return null;
    const reply = this.fresh ? this.reply : null;
    const change = ({ actual, predicted }: Reply["both"]): Reply["both"] => ({ actual: [...actual], predicted: [...predicted] });
    return frozen({
      map: scene.card.name,
      point: [...scene.point],
      wiggle: [...scene.wiggle],
      vector: [...scene.vector],
      opened: scene.opened,
      value: reply && [...reply.value],
      jacobian: reply && [[...reply.jacobian[0]], [...reply.jacobian[1]]],
      determinant: reply?.determinant ?? null,
      singular: reply?.singular ?? null,
      changes: reply && reply.changes.map(change),
      both: reply && change(reply.both),
      vjp: reply && [...reply.vjp],
      message: this.message,
    });
  }

  /** Begins with what the build knew, or asks for it. */
  async open(known: Opening | null): Promise<void> {
    if (known === null) {
      const cards = (await this.#asks.query("cards", { query: "map" })) as Pick<Opening, "maps"> | null;
      const map = cards?.maps[0]?.map;
      const reply = map === undefined ? null : ((await this.#asks.query("map", { query: "map", map, grid: false })) as Reply | null);
      if (cards === null || reply === null) return;
      known = { maps: cards.maps, reply, opened: false };
    }
    this.maps = known.maps;
    this.#home = opening(known);
    this.#first = this.reply = known.reply;
    this.#become(this.#home);
  }


  /** Python answers, perhaps again: what it could not be asked before is asked now. */
  arrived(): void {
    this.#wrong = "";
    if (!this.fresh) void this.#ask();
  }

  choose(name: string): void {
    const card = this.maps.find((map) => map.name === name);
    if (card !== undefined) this.#change((scene) => landed(scene, card));
  }

  /** `began` is false while a drag goes on. */
  place(point: Point, began = true): void {
    this.#change((scene) => moved(scene, point), began ? null : "drag");
  }

  nudge(direction: Point, size: "usual" | "far" | "fine", began: boolean): void {
    this.#change((scene) => nudged(scene, direction, size), began ? null : "drag");
  }

  wiggle(input: 0 | 1, by: number): void {
    this.#change((scene) => wiggled(scene, input, by), `wiggle ${input}`);
  }

  weigh(output: 0 | 1, by: number): void {
    this.#change((scene) => weighted(scene, output, by), `weight ${output}`);
  }

  toggle(): void {
    this.#change((scene) => ({ ...scene, opened: !scene.opened }));
  }

  /** What the hand let go of is one thing to undo. */
  released(): void {
    this.#timeline.settle();
  }

  /** The map that is seen, as it came. */
  reset(): void {
    const home = this.#home;
    if (home === null) return;
    this.#change((scene) => (scene.card === home.card ? { ...home, opened: scene.opened } : landed(scene, scene.card)));
  }

  undo(): void {
    this.#become(this.#scene && this.#timeline.undo(this.#scene));
  }

  redo(): void {
    this.#become(this.#scene && this.#timeline.redo(this.#scene));
  }

  /** Brings back what a reader left here. */
  recall(scene: Scene): void {
    this.#change(() => scene);
  }

  #change(edit: (scene: Scene) => Scene, gesture: string | null = null): void {
    const scene = this.#scene;
    if (scene === null) return;
    const next = edit(scene);
    if (alike(next, scene)) return;
    this.#timeline.remember(scene, gesture);
    this.#become(next);
  }

  #become(scene: Scene | null): void {
    if (scene === null) return;
    this.#scene = scene;
    this.#wrong = "";
    // Back at the beginning the numbers of the build are right, Python or not.
    if (answers(this.#first, scene)) this.reply = this.#first;
    this.changed();
    if (!this.fresh) void this.#ask();
  }

  async #ask(): Promise<void> {
    const scene = this.#scene;
    if (scene === null) return;
    const { card, point, wiggle, vector } = scene;
    const reply = (await this.#asks.query("map", { query: "map", map: card.map, point, wiggle, vector, grid: this.grid === null })) as Reply | null;
    if (reply === null) return;
    if (reply.grid !== undefined) grids.set(JSON.stringify(card.map), reply.grid);
    this.reply = reply;
    this.changed();
  }
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
