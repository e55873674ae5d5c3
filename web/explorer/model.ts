/**
 * What an explorer knows and what it asks. Views read it and are told of changes; Python alone computes. A generation
 * counter retires answers to questions that the reader has moved on from.
 */
import type { Engine } from "../runtime/api";
import { byName, unknown, type View as Address } from "./address";
import { Asks, type Wanted } from "./asks";
import { cleared, iterateShown, landed, led, methodToggled, overlayToggled, parameterSet, withMethod } from "./edits";
import { Player } from "./player";
import { fresh, iterateOf, methodCard, settingsOf, shownIn, under, type Scene } from "./scene";
import { addressOf, arrived, publicState, recalled } from "./state";
import { pressed, raced, retraced, type Ground } from "./stepping";
import { Timeline } from "./timeline";
import type { Catalogue, Field, LandscapeCard, MethodCard, PathReply, Point, Probe, Settings, State, StepperState } from "./types";

export type { Wanted };

export class Model {
  catalogue: Catalogue | null = null;
  panels: readonly string[] = [];
  readonly player: Player;
  readonly #timeline = new Timeline();
  readonly #asks: Asks;
  #scene: Scene | null = null;
  #home: Scene | null = null;
  #generation = 0;
  #presses: Promise<void> = Promise.resolve();

  constructor(
    readonly engine: Engine,
    view: string,
    readonly changed: () => void,
    /** A view that asked by `want` has its answer; the scene is as it was. */
    answered: () => void,
  ) {
    this.#asks = new Asks(engine, view, answered, (message) => {
      if (this.#scene !== null) this.#become({ ...this.#scene, message, topic: "" });
    });
    this.player = new Player(
      async (gesture, count) => {
        // Presses come first.
        await this.#presses;
        return this.#race(this.#generation, gesture, count);
      },
      () => {
        this.#timeline.settle();
        changed();
      },
    );
  }

  /** Null until the catalogue is there. */
  get scene(): Scene | null {
    return this.#scene;
  }

  get field(): Field | null {
    return this.#scene === null ? null : this.#asks.field(this.#scene.card);
  }

  get canUndo(): boolean {
    return this.#timeline.canUndo;
  }

  get canRedo(): boolean {
    return this.#timeline.canRedo;
  }

  get state(): State | null {
    return this.#scene === null ? null : publicState(this, this.#scene);
  }

  /** What a link to this view must say; null until there is one. */
  get address(): Address | null {
    return this.#scene === null ? null : addressOf(this, this.#scene);
  }

  card(method: string): MethodCard | null {
    return methodCard(this.catalogue, method);
  }

  settings(method: string): Settings {
    const card = this.card(method);
    return card === null || this.#scene === null ? {} : settingsOf(this.#scene, card);
  }

  /** A method as Python reads it: with its hyperparameters, and the state from which its next step goes on. */
  spec(method: string): { name: string; parameters: Settings; state?: StepperState; before?: Point } {
    const parameters = this.settings(method);
    const scene = this.#scene;
    const walk = scene === null ? null : under(scene, method);
    if (scene === null || walk === null) return { name: method, parameters };
    const k = shownIn(scene, walk);
    const before = walk.points[k - 1];
    return { name: method, parameters, state: walk.states[k] as StepperState, ...(before === undefined ? {} : { before }) };
  }

  /**
   * What Python answers to a view's question: asks if it is a new one, and is shown when the answer is there. Until then
   * the view has its last answer. Nobody asks for what is not on screen.
   */
  want<T>(view: string, request: object): Wanted<T> | null {
    return this.#asks.want(view, request);
  }

  /** Begins with what the build knew, or asks for the catalogue where there is no such thing. */
  async open(name: string, catalogue: Catalogue | null, probe: Probe | null, point: Point | null, settings: Scene["settings"]): Promise<void> {
    if (catalogue === null) {
      const answer = await this.#asks.query("describe", { query: "describe" });
      if (answer === null) return;
      catalogue = answer as Catalogue;
    }
    this.catalogue = catalogue;
    const card = catalogue.landscapes.find((l) => l.name === name) ?? catalogue.landscapes[0];
    if (card === undefined) return;
    this.#home = { ...fresh(card, probe?.point ?? point ?? card.start, probe), settings };
    this.#become(this.#home);
    if (probe === null || this.engine.life.phase !== "idle") void this.#refresh();
    void this.#loadField(card);
  }

  choose(name: string): void {
    const card = this.catalogue?.landscapes.find((l) => l.name === name);
    if (this.#scene === null || card === undefined || card === this.#scene.card) return;
    this.player.pause();
    this.#change(landed(card));
    void this.#loadField(card);
    void this.#refresh();
  }

  /** Puts the probe somewhere; `began` is false while a drag goes on. */
  place(point: Point, began = true): void {
    if (this.#scene === null) return;
    this.player.pause();
    const waits = this.#asks.ready ? {} : { message: "Placed. The numbers come when Python is ready." };
    this.#change({ point, probe: null, iterate: null, stage: 0, ...waits }, began ? null : "drag");
    void this.#refresh();
  }

  /** The way of a slider, until it is let go of, is one thing to undo. */
  setParameter(method: string, name: string, value: number): void {
    this.#edit((scene) => parameterSet(this.catalogue, scene, method, name, value), `${method}.${name}`);
  }

  setLength(length: number): void {
    this.#change({ length }, "length");
  }

  setStage(stage: number): void {
    this.#change({ stage }, "stage");
  }

  setLead(lead: string): void {
    this.#edit((scene) => led(this.catalogue, scene, lead));
  }

  /** What the hand let go of is one thing to undo. */
  released(): void {
    this.#timeline.settle();
  }

  toggleMethod(method: string): void {
    this.#edit((scene) => methodToggled(this.catalogue, scene, method));
  }

  /** `instead`: overlays that cannot be read together with this one. */
  toggleOverlay(name: string, instead: readonly string[] = []): void {
    if (this.#scene !== null) this.#change(overlayToggled(this.#scene, name, instead));
  }

  togglePanel(name: string): void {
    this.panels = this.panels.includes(name) ? this.panels.filter((p) => p !== name) : [...this.panels, name];
    this.changed();
  }

  reset(): void {
    const [scene, home] = [this.#scene, this.#home];
    if (scene === null || home === null) return;
    this.player.pause();
    const point = scene.card === home.card ? home.point : scene.card.start;
    if (scene.point === point && scene.walks.length === 0) return;
    this.#change(cleared(scene.card, point));
    void this.#refresh();
  }

  undo(): void {
    this.#travel((scene) => this.#timeline.undo(scene));
  }

  redo(): void {
    this.#travel((scene) => this.#timeline.redo(scene));
  }

  /** Shows an iterate of the newest walks; the probe goes along with the leading one. */
  goTo(iterate: number, gesture: string | null = "scrub"): void {
    const patch = this.#scene === null ? null : iterateShown(this.#scene, iterate);
    if (patch === null) return;
    this.#change(patch, gesture, false);
    void this.#refresh();
  }

  back(): void {
    this.player.pause();
    if (this.#scene !== null && iterateOf(this.#scene) > 0) this.goTo(iterateOf(this.#scene) - 1, null);
  }

  /** A press: taken in order, from wherever the presses before it have led. */
  press(method: string): void {
    this.player.pause();
    this.#enqueue("Pressed. The step is taken when Python is ready.", async (generation) => {
      const patch = await pressed(this.#ground(generation), method);
      if (patch === null || this.#scene === null) return;
      this.#change({ ...patch, chosen: withMethod(this.catalogue, this.#scene, method) }, null, false);
    });
  }

  /** One step of every chosen method, each from its own place; or the next iterate where it is known already. */
  stepAll(): void {
    this.player.pause();
    this.#enqueue("The steps are taken when Python is ready.", (generation) => this.#race(generation, null));
  }

  /** Takes over the view of a link: its walks are walked anew, so that no number is on the page but Python's own. */
  recall(view: Address): void {
    const card = this.catalogue?.landscapes.find((l) => l.name === view.landscape);
    const strange = this.catalogue === null ? null : unknown(this.catalogue, view);
    if (strange !== null) this.complain(strange);
    if (card === undefined || strange !== null) return;
    this.player.pause();
    this.panels = view.panels;
    this.#generation += 1;
    this.#change(recalled(view, card, this.catalogue as Catalogue, this.#scene?.chosen ?? []));
    void this.#loadField(card);
    if (view.trails.length === 0) void this.#refresh();
    else {
      const named = (method: string, values: readonly number[]): Settings => byName(this.card(method) as MethodCard, values);
      this.#enqueue("The steps are taken when Python is ready.", async (generation) => {
        if (!(await retraced(this.#ground(generation), view, named, (scene) => this.#become(scene))) || this.#scene === null) return;
        // The words of the last step stand, unless the probe is elsewhere.
        const { point } = this.#scene;
        this.#become(arrived(this.#scene, view));
        void this.#refresh(this.#scene.point !== point);
      });
    }
  }

  /** A link that cannot be followed: what is on the page stays. */
  complain(why: string): void {
    this.#generation += 1;
    if (this.#scene !== null) this.#become({ ...this.#scene, message: `The link cannot be followed: ${why}. The page stays as it is.`, topic: "" });
    void this.#refresh(false);
  }

  /** Whether anything moved. */
  async #race(generation: number, gesture: string | null, count = 1): Promise<boolean> {
    const found = await raced(this.#ground(generation), count);
    // Paused meanwhile: what was on its way is not taken any more.
    if (gesture !== null && !this.player.playing) return false;
    if (typeof found === "number") this.goTo(found, gesture);
    else if (found !== null) this.#change(found, gesture, false);
    return found !== null;
  }

  /** What stepping may see and ask; void once the reader has moved on. */
  #ground(generation: number): Ground {
    return {
      now: () => (generation === this.#generation ? this.#scene : null),
      settings: (method) => this.settings(method),
      walk: async (name, parameters, from, steps, before) => {
        const scene = this.#scene as Scene;
        const methods = scene.chosen.map((method) => ({ name: method, parameters: this.settings(method) }));
        const place = Array.isArray(from) ? { point: from } : { state: from };
        const request = { query: "path", landscape: scene.card.name, method: { name, parameters }, ...place, steps, before, methods };
        return (await this.#asks.press(request)) as PathReply | null;
      },
    };
  }

  #enqueue(words: string, work: (generation: number) => Promise<unknown>): void {
    const generation = this.#generation;
    const broken = this.engine.life.phase === "error";
    const message = broken ? "Python is not running, so nothing is computed. Press Try again on the map." : words;
    if (!this.#asks.ready && this.#scene !== null) this.#become({ ...this.#scene, message, topic: "" });
    this.#presses = this.#presses.then(async () => {
      if (generation === this.#generation) await work(generation);
    });
  }

  #become(scene: Scene): void {
    this.#scene = scene;
    this.changed();
  }

  /** A change that can be undone; those of one gesture are undone together. `retire`: what was asked before is void. */
  #change(patch: Partial<Scene>, gesture: string | null = null, retire = "point" in patch): void {
    if (this.#scene === null) return;
    this.#timeline.remember(this.#scene, gesture);
    if (retire) this.#generation += 1;
    this.#become({ ...this.#scene, ...patch });
  }

  /** A change after which the next steps are others, while the words of the last one stand. */
  #edit(patch: (scene: Scene) => Partial<Scene> | null, gesture: string | null = null): void {
    const change = this.#scene === null ? null : patch(this.#scene);
    if (change === null) return;
    this.#change(change, gesture);
    void this.#refresh(false);
  }

  #travel(go: (scene: Scene) => Scene | null): void {
    const scene = this.#scene === null ? null : go(this.#scene);
    if (scene === null) return;
    this.player.pause();
    this.#generation += 1;
    this.#become(scene);
    void this.#loadField(scene.card);
    void this.#refresh(scene.probe === null);
  }

  /** Asks for the numbers at the probe; `speak` is false where the words on the screen should stay. */
  async #refresh(speak = true): Promise<void> {
    const [scene, generation] = [this.#scene, this.#generation];
    if (scene === null) return;
    const request = { query: "probe", landscape: scene.card.name, point: scene.point, methods: scene.chosen.map((method) => this.spec(method)) };
    const probe = (await this.#asks.query("probe", request)) as Probe | null;
    const now = this.#scene;
    if (probe === null || now === null || generation !== this.#generation) return;
    if (probe.point[0] !== now.point[0] || probe.point[1] !== now.point[1]) return;
    this.#become({ ...now, probe, ...(speak ? { message: probe.message, topic: probe.topic } : {}) });
  }

  async #loadField(card: LandscapeCard): Promise<void> {
    if (await this.#asks.loadField(card)) this.changed();
  }
}
