/** What a reader's hand can do to an explorer; what views see of it is `Seen`'s. Python alone computes. */
import type { Engine, Life } from "../runtime/api";
import type { View as Address } from "./address";
import type { Wanted } from "./asks";
import { WAITING } from "./core";
import { cleared, iterateShown, landed, led, methodToggled, overlayToggled, parameterSet, withMethod } from "./edits";
import { Player } from "./player";
import type { Preset } from "./preset";
import { iterateOf } from "./scene";
import { Seen } from "./seen";
import { keyOfCard } from "./specs";
import { publicState } from "./state";
import { pressed, raced } from "./stepping";
import type { Catalogue, LandscapeCard, Point, Probe, State } from "./types";

export type { Wanted };

export class Model extends Seen {
  readonly player: Player;
  #failed = false;

  constructor(engine: Engine, view: string, changed: () => void, answered: () => void) {
    super(engine, view, changed, answered);
    const { core } = this;
    this.player = new Player(
      async (gesture, count) => {
        // Presses come first.
        await core.presses;
        return this.#race(core.generation, gesture, count);
      },
      () => {
        core.timeline.settle();
        changed();
      },
    );
  }

  get state(): State | null {
    return this.scene === null ? null : publicState(this, this.scene);
  }

  /** Begins with what the build knew, or asks for the catalogue where there is no such thing. */
  async open(preset: Preset, catalogue: Catalogue | null, probe: Probe | null, said = ""): Promise<void> {
    const core = this.core;
    const found = catalogue ?? ((await core.asks.query("describe", { query: "describe" })) as Catalogue | null);
    if (found === null) return;
    core.catalogue = found;
    core.landscapes.catalogue = found.landscapes;
    await this.arrivals.open(preset, found, probe, said);
  }

  /** `key`: as the list of landscapes has it. */
  choose(key: string): void {
    const { scene } = this;
    const card = [...(this.catalogue?.landscapes ?? []), ...this.guests].find((known) => keyOfCard(known) === key);
    if (scene === null || card === undefined || card === scene.card) return;
    this.player.pause();
    this.core.change(landed(card, this.#startOf(card)));
    void this.core.loadField(card);
    void this.core.refresh();
  }

  /** Puts the probe somewhere; `began` is false while a drag goes on. */
  place(point: Point, began = true): void {
    this.player.pause();
    const waits = this.core.asks.ready ? {} : { message: "Placed. The numbers come when Python is ready." };
    this.core.change({ point, probe: null, iterate: null, stage: 0, ...waits }, began ? null : "drag");
    void this.core.refresh();
  }

  /** The way of a slider, until it is let go of, is one thing to undo. */
  setParameter(method: string, name: string, value: number): void {
    this.core.edit((scene) => parameterSet(this.catalogue, scene, method, name, value), `${method}.${name}`);
  }

  setLength(length: number): void {
    this.core.change({ length }, "length");
  }

  setStage(stage: number): void {
    this.core.change({ stage }, "stage");
  }

  setLead(lead: string): void {
    this.core.edit((scene) => led(this.catalogue, scene, lead));
  }

  /** What the hand let go of is one thing to undo. */
  released(): void {
    this.core.timeline.settle();
  }

  toggleMethod(method: string): void {
    this.core.edit((scene) => methodToggled(this.catalogue, scene, method));
  }

  /** `instead`: overlays that cannot be read together with this one. */
  toggleOverlay(name: string, instead: readonly string[] = []): void {
    if (this.scene !== null) this.core.change(overlayToggled(this.scene, name, instead));
  }

  togglePanel(name: string): void {
    this.core.panels = this.panels.includes(name) ? this.panels.filter((p) => p !== name) : [...this.panels, name];
    this.changed();
  }

  /** The start, without a step; landscape, methods and settings stay. */
  reset(): void {
    const { scene } = this;
    if (scene === null) return;
    this.player.pause();
    const [x, y] = this.#startOf(scene.card);
    if (scene.point[0] === x && scene.point[1] === y && scene.walks.length === 0) return;
    this.core.change(cleared(scene.card, [x, y]));
    void this.core.refresh();
  }

  /** Everything as the page came with it, steps and all. */
  restore(): void {
    this.player.pause();
    this.arrivals.restore();
  }

  undo(): void {
    this.player.pause();
    this.core.travel((scene) => this.core.timeline.undo(scene));
  }

  redo(): void {
    this.player.pause();
    this.core.travel((scene) => this.core.timeline.redo(scene));
  }

  /** Shows an iterate of the newest walks; the probe goes along with the leading one. */
  goTo(iterate: number, gesture: string | null = "scrub"): void {
    const patch = this.scene === null ? null : iterateShown(this.scene, iterate);
    if (patch === null) return;
    this.core.change(patch, gesture, false);
    void this.core.refresh();
  }

  back(): void {
    this.player.pause();
    if (this.scene !== null && iterateOf(this.scene) > 0) this.goTo(iterateOf(this.scene) - 1, null);
  }

  /** A press: taken in order, from wherever the presses before it have led. */
  press(method: string): void {
    const core = this.core;
    this.player.pause();
    core.enqueue("Pressed. The step is taken when Python is ready.", async (generation) => {
      const patch = await pressed(core.ground(generation), method);
      if (patch === null || core.scene === null) return;
      core.change({ ...patch, chosen: withMethod(this.catalogue, core.scene, method) }, null, false);
    });
  }

  /** One step of every chosen method, each from its own place; or the next iterate where it is known already. */
  stepAll(): void {
    this.player.pause();
    this.core.enqueue(WAITING, (generation) => this.#race(generation, null));
  }

  /** Takes over the view of a link. */
  recall(view: Address): void {
    this.player.pause();
    void this.arrivals.recall(view);
  }

  /** Takes over what a cell or a claim hands over, as one thing to undo; of one gesture, the newest wins. */
  accept(preset: Preset, gesture: string, words: string): void {
    this.player.pause();
    // A drag on the map is no gesture of anybody else.
    this.arrivals.accept(preset, gesture === "" ? null : `given ${gesture}`, words);
  }

  complain(why: string): void {
    this.arrivals.complain(why);
  }

  /** What was handed over is no view at all. */
  refuse(words: string): void {
    this.core.complain(words);
  }

  /** Python has failed; or it is there again, and gives what is still missing. */
  hear({ phase }: Life): void {
    if (phase === "error") this.#failed = true;
    if (phase !== "ready" || !this.#failed) return;
    this.#failed = false;
    this.arrivals.resume();
  }

  /** Where a landscape is begun: the page's own where the page says. */
  #startOf(card: LandscapeCard): Point {
    const { home } = this.arrivals;
    return home !== null && keyOfCard(home.card) === keyOfCard(card) ? home.point : card.start;
  }

  /** Whether anything moved. */
  async #race(generation: number, gesture: string | null, count = 1): Promise<boolean> {
    const found = await raced(this.core.ground(generation), count);
    // Paused meanwhile: what was on its way is not taken any more.
    if (gesture !== null && !this.player.playing) return false;
    if (typeof found === "number") this.goTo(found, gesture);
    else if (found !== null) this.core.change(found, gesture, false);
    return found !== null;
  }
}
