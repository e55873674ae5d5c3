/** What views see of an explorer, and what a reader's hand can do to it. Python alone computes. */
import type { Engine } from "../runtime/api";
import type { View as Address } from "./address";
import { Arrivals } from "./arrivals";
import type { Wanted } from "./asks";
import { Core, WAITING } from "./core";
import { cleared, iterateShown, landed, led, methodToggled, overlayToggled, parameterSet, withMethod } from "./edits";
import { Player } from "./player";
import type { Preset } from "./preset";
import { methodSpec, settingsIn, type MethodSpec } from "./requests";
import { iterateOf, methodCard, type Scene } from "./scene";
import { keyOfCard } from "./specs";
import { addressOf, publicState } from "./state";
import { pressed, raced } from "./stepping";
import type { Catalogue, Field, LandscapeCard, MethodCard, Point, Probe, Settings, State } from "./types";

export type { Wanted };

export class Model {
  readonly player: Player;
  readonly #core: Core;
  readonly #arrivals: Arrivals;

  constructor(
    readonly engine: Engine,
    view: string,
    readonly changed: () => void,
    /** A view that asked by `want` has its answer; the scene is as it was. */
    answered: () => void,
  ) {
    const core = (this.#core = new Core(engine, view, changed, answered));
    this.#arrivals = new Arrivals(core);
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

  /** Null until the catalogue is there. */
  get scene(): Scene | null {
    return this.#core.scene;
  }

  get catalogue(): Catalogue | null {
    return this.#core.catalogue;
  }

  get panels(): readonly string[] {
    return this.#core.panels;
  }

  /** The landscapes of the page that the catalogue does not have. */
  get guests(): readonly LandscapeCard[] {
    return this.scene === null ? [] : this.#core.landscapes.guests(this.scene.card);
  }

  /** The heights of the map, once they are there and nothing on the page's own picture is still to come. */
  get field(): Field | null {
    return this.scene === null || this.opening ? null : this.#core.asks.field(this.scene.card);
  }

  get canUndo(): boolean {
    return this.#core.timeline.canUndo;
  }

  get canRedo(): boolean {
    return this.#core.timeline.canRedo;
  }

  get state(): State | null {
    return this.scene === null ? null : publicState(this, this.scene);
  }

  /** What a link to this view must say; null until there is one. */
  get address(): Address | null {
    return this.scene === null ? null : addressOf(this.catalogue, this.scene, this.panels);
  }

  /** What a link to the view with which the page came would say. */
  get first(): Address | null {
    return this.#arrivals.address;
  }

  /** Whether the page's own steps are still to come: its picture has them. */
  get opening(): boolean {
    return this.#arrivals.opening;
  }

  card(method: string): MethodCard | null {
    return methodCard(this.catalogue, method);
  }

  settings(method: string): Settings {
    return settingsIn(this.catalogue, this.scene, method);
  }

  /** A method as Python reads it: with its hyperparameters, and the state from which its next step goes on. */
  spec(method: string): MethodSpec {
    return methodSpec(this.catalogue, this.scene, method);
  }

  /**
   * What Python answers to a view's question: asks if it is a new one, and is shown when the answer is there. Until then
   * the view has its last answer. Nobody asks for what is not on screen.
   */
  want<T>(view: string, request: object): Wanted<T> | null {
    return this.#core.asks.want(view, request);
  }

  /** Begins with what the build knew, or asks for the catalogue where there is no such thing. */
  async open(preset: Preset, catalogue: Catalogue | null, probe: Probe | null, said = ""): Promise<void> {
    const core = this.#core;
    const found = catalogue ?? ((await core.asks.query("describe", { query: "describe" })) as Catalogue | null);
    if (found === null) return;
    core.catalogue = found;
    core.landscapes.catalogue = found.landscapes;
    await this.#arrivals.open(preset, found, probe, said);
  }

  /** `key`: as the list of landscapes has it. */
  choose(key: string): void {
    const { scene } = this;
    const card = [...(this.catalogue?.landscapes ?? []), ...this.guests].find((known) => keyOfCard(known) === key);
    if (scene === null || card === undefined || card === scene.card) return;
    this.player.pause();
    this.#core.change(landed(card, this.#startOf(card)));
    void this.#core.loadField(card);
    void this.#core.refresh();
  }

  /** Puts the probe somewhere; `began` is false while a drag goes on. */
  place(point: Point, began = true): void {
    this.player.pause();
    const waits = this.#core.asks.ready ? {} : { message: "Placed. The numbers come when Python is ready." };
    this.#core.change({ point, probe: null, iterate: null, stage: 0, ...waits }, began ? null : "drag");
    void this.#core.refresh();
  }

  /** The way of a slider, until it is let go of, is one thing to undo. */
  setParameter(method: string, name: string, value: number): void {
    this.#core.edit((scene) => parameterSet(this.catalogue, scene, method, name, value), `${method}.${name}`);
  }

  setLength(length: number): void {
    this.#core.change({ length }, "length");
  }

  setStage(stage: number): void {
    this.#core.change({ stage }, "stage");
  }

  setLead(lead: string): void {
    this.#core.edit((scene) => led(this.catalogue, scene, lead));
  }

  /** What the hand let go of is one thing to undo. */
  released(): void {
    this.#core.timeline.settle();
  }

  toggleMethod(method: string): void {
    this.#core.edit((scene) => methodToggled(this.catalogue, scene, method));
  }

  /** `instead`: overlays that cannot be read together with this one. */
  toggleOverlay(name: string, instead: readonly string[] = []): void {
    if (this.scene !== null) this.#core.change(overlayToggled(this.scene, name, instead));
  }

  togglePanel(name: string): void {
    this.#core.panels = this.panels.includes(name) ? this.panels.filter((p) => p !== name) : [...this.panels, name];
    this.changed();
  }

  /** The start, without a step; landscape, methods and settings stay. */
  reset(): void {
    const { scene } = this;
    if (scene === null) return;
    this.player.pause();
    const [x, y] = this.#startOf(scene.card);
    if (scene.point[0] === x && scene.point[1] === y && scene.walks.length === 0) return;
    this.#core.change(cleared(scene.card, [x, y]));
    void this.#core.refresh();
  }

  /** Everything as the page came with it, steps and all. */
  restore(): void {
    this.player.pause();
    this.#arrivals.restore();
  }

  undo(): void {
    this.player.pause();
    this.#core.travel((scene) => this.#core.timeline.undo(scene));
  }

  redo(): void {
    this.player.pause();
    this.#core.travel((scene) => this.#core.timeline.redo(scene));
  }

  /** Shows an iterate of the newest walks; the probe goes along with the leading one. */
  goTo(iterate: number, gesture: string | null = "scrub"): void {
    const patch = this.scene === null ? null : iterateShown(this.scene, iterate);
    if (patch === null) return;
    this.#core.change(patch, gesture, false);
    void this.#core.refresh();
  }

  back(): void {
    this.player.pause();
    if (this.scene !== null && iterateOf(this.scene) > 0) this.goTo(iterateOf(this.scene) - 1, null);
  }

  /** A press: taken in order, from wherever the presses before it have led. */
  press(method: string): void {
    const core = this.#core;
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
    this.#core.enqueue(WAITING, (generation) => this.#race(generation, null));
  }

  /** Takes over the view of a link. */
  recall(view: Address): void {
    this.player.pause();
    void this.#arrivals.recall(view);
  }

  /** Takes over what a cell or a claim hands over, as one thing to undo; of one gesture, the newest wins. */
  accept(preset: Preset, gesture: string, words: string): void {
    this.player.pause();
    // A drag on the map is no gesture of anybody else.
    this.#arrivals.accept(preset, gesture === "" ? null : `given ${gesture}`, words);
  }

  complain(why: string): void {
    this.#core.complain(why);
  }

  say(words: string): void {
    this.#core.say(words);
  }

  /** Where a landscape is begun: the page's own where the page says. */
  #startOf(card: LandscapeCard): Point {
    const { home } = this.#arrivals;
    return home !== null && keyOfCard(home.card) === keyOfCard(card) ? home.point : card.start;
  }

  /** Whether anything moved. */
  async #race(generation: number, gesture: string | null, count = 1): Promise<boolean> {
    const found = await raced(this.#core.ground(generation), count);
    // Paused meanwhile: what was on its way is not taken any more.
    if (gesture !== null && !this.player.playing) return false;
    if (typeof found === "number") this.goTo(found, gesture);
    else if (found !== null) this.#core.change(found, gesture, false);
    return found !== null;
  }
}
