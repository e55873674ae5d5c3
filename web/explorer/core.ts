/**
 * The scene of an explorer, how it changes, and what Python is asked about it. A generation counter retires answers to
 * questions that the reader has moved on from.
 */
import type { Engine } from "../runtime/api";
import { Asks } from "./asks";
import { Landscapes } from "./landscapes";
import { probeRequest } from "./requests";
import type { Scene } from "./scene";
import { groundOf, type Ground } from "./stepping";
import { Timeline } from "./timeline";
import type { Catalogue, LandscapeCard, Probe } from "./types";

export const WAITING = "The steps are taken when Python is ready.";

export class Core {
  catalogue: Catalogue | null = null;
  /** Null until the catalogue is there. */
  scene: Scene | null = null;
  panels: readonly string[] = [];
  /** All presses so far, in their order. */
  presses: Promise<void> = Promise.resolve();
  readonly landscapes = new Landscapes();
  readonly timeline = new Timeline();
  readonly asks: Asks;
  #generation = 0;
  #complaints = 0;

  constructor(
    readonly engine: Engine,
    view: string,
    readonly changed: () => void,
    answered: () => void,
  ) {
    this.asks = new Asks(engine, view, answered, (message) => this.say(message));
  }

  get generation(): number {
    return this.#generation;
  }

  /** Makes everything void that is on its way; the number is good until the next time. */
  retire(): number {
    return (this.#generation += 1);
  }

  stands(generation: number): boolean {
    return generation === this.#generation;
  }

  become(scene: Scene): void {
    this.scene = scene;
    this.changed();
  }

  /** Grows with each complaint: what was asked before one does not speak over it. */
  get complaints(): number {
    return this.#complaints;
  }

  /** Words for the reader; nothing else is another. */
  say(message: string): void {
    if (this.scene !== null) this.become({ ...this.scene, message, topic: "" });
  }

  /** A change that can be undone; those of one gesture are undone together. `retire`: what was asked before is void. */
  change(patch: Partial<Scene>, gesture: string | null = null, retire = "point" in patch): void {
    if (this.scene === null) return;
    this.timeline.remember(this.scene, gesture);
    if (retire) this.retire();
    this.become({ ...this.scene, ...patch });
  }

  /** A change after which the next steps are others, while the words of the last one stand. */
  edit(patch: (scene: Scene) => Partial<Scene> | null, gesture: string | null = null): void {
    const change = this.scene === null ? null : patch(this.scene);
    if (change === null) return;
    this.change(change, gesture);
    void this.refresh(false);
  }

  travel(go: (scene: Scene) => Scene | null): void {
    const scene = this.scene === null ? null : go(this.scene);
    if (scene === null) return;
    this.retire();
    this.become(scene);
    void this.loadField(scene.card);
    void this.refresh(scene.probe === null);
  }

  /** Work in the order of the presses, unless it has become void. `words`: what is said while Python is not ready. */
  enqueue(words: string | null, work: (generation: number) => Promise<unknown>): void {
    const generation = this.#generation;
    const broken = this.engine.life.phase === "error";
    const message = broken ? "Python is not running, so nothing is computed. Press Try again on the map." : words;
    if (!this.asks.ready && message !== null) this.say(message);
    this.presses = this.presses.then(async () => {
      if (this.stands(generation)) await work(generation);
    });
  }

  /** What stepping may see and ask; void once the reader has moved on. */
  ground(generation: number, from: () => Scene | null = () => this.scene): Ground {
    return groundOf(this.catalogue, () => (this.stands(generation) ? from() : null), (request) => this.asks.press(request));
  }

  /** Asks for the numbers at the probe; `speak` is false where the words on the screen should stay. */
  async refresh(speak = true): Promise<void> {
    const [scene, generation, complaints] = [this.scene, this.#generation, this.#complaints];
    if (scene === null) return;
    const probe = (await this.asks.query("probe", probeRequest(this.catalogue, scene))) as Probe | null;
    const now = this.scene;
    if (probe === null || now === null || !this.stands(generation)) return;
    if (probe.point[0] !== now.point[0] || probe.point[1] !== now.point[1]) return;
    this.become({ ...now, probe, ...(speak && complaints === this.#complaints ? { message: probe.message, topic: probe.topic } : {}) });
  }

  async loadField(card: LandscapeCard): Promise<void> {
    if (await this.asks.loadField(card)) this.changed();
  }

  /** What was asked for cannot be had: all that is on the page, or on its way, stays as it is. */
  complain(words: string): void {
    this.#complaints += 1;
    this.say(words);
  }
}
