/** Views that come from elsewhere: what the page presets, what a link says, what a cell or a claim hands over. */
import { beyond, byName, given, unknown, type View as Address } from "./address";
import { WAITING, type Core } from "./core";
import { PRESET } from "./landscapes";
import { WASHES } from "./overlays";
import { staged, type Preset } from "./preset";
import { probeRequest } from "./requests";
import type { Scene } from "./scene";
import { addressAfter, arrived, recalled } from "./state";
import { raced, retraced } from "./stepping";
import type { Catalogue, LandscapeCard, MethodCard, Probe, Settings } from "./types";

interface Handed {
  readonly preset: Preset;
  readonly gesture: string | null;
  readonly words: string;
}

/** So many methods Python takes in one question. */
const MOST_METHODS = 20;

export class Arrivals {
  #preset: Preset | null = null;
  /** The preset without its steps, and with them as soon as they are walked. */
  #home: Scene | null = null;
  #first: Scene | null = null;
  #handed: Handed | null = null;
  #taking = false;
  /** The generation of the opening. */
  #opened = -1;

  constructor(readonly core: Core) {}

  get home(): Scene | null {
    return this.#home;
  }

  /** What a link to the untouched preset says; null until there is one. */
  get address(): Address | null {
    const [home, preset] = [this.#home, this.#preset];
    return home === null || preset === null ? null : addressAfter(this.core.catalogue, home, preset.panels, preset.steps);
  }

  /** Whether the steps of the preset are still to come, and the reader has done nothing that makes them void. */
  get opening(): boolean {
    return this.#home !== null && this.#first === null && this.core.stands(this.#opened);
  }

  /** Begins. `probe`, `said`: what the build knew of the point on its picture, to which the steps have led. */
  async open(preset: Preset, catalogue: Catalogue, probe: Probe | null, said: string): Promise<void> {
    const { core } = this;
    const card = (await this.#card(preset, PRESET)) ?? catalogue.landscapes[0];
    if (card === undefined) return;
    this.#preset = preset;
    const home = (this.#home = staged(preset, card, catalogue, null, WASHES));
    const message = said === "" ? (probe?.message ?? home.message) : said;
    const told = probe === null ? { message } : { point: probe.point, probe, message, topic: message === probe.message ? probe.topic : "" };
    this.#opened = core.generation;
    core.panels = preset.panels;
    core.become({ ...home, ...told });
    if (preset.steps > 0) {
      this.#race(home, preset.steps, null, (first) => core.become(first));
      // Until the steps are taken the picture of the build shows them, and nothing may be drawn over it.
      void core.presses.then(() => core.loadField(card));
      return;
    }
    void core.loadField(card);
    this.#first = { ...home, ...told };
    if (probe === null || core.engine.life.phase !== "idle") void core.refresh();
  }

  /** Everything as it was at first, steps and all. */
  restore(): void {
    const { core } = this;
    const [home, preset] = [this.#home, this.#preset];
    if (home === null || preset === null) return;
    const scene = this.#first ?? home;
    core.retire();
    core.panels = preset.panels;
    core.change(scene, null, false);
    void core.loadField(scene.card);
    if (this.#first === null) this.#race(home, preset.steps, WAITING, (first) => core.become(first));
    else void core.refresh(scene.probe === null);
  }

  /** The newest view counts: while one is being walked, the next one waits, and those between are passed over. */
  accept(preset: Preset, gesture: string | null, words: string): void {
    this.#handed = { preset, gesture, words };
    if (!this.#taking) void this.#takeAll();
  }

  /** Takes over the view of a link: its walks are walked anew, so that no number is on the page but Python's own. */
  async recall(view: Address): Promise<void> {
    const { core } = this;
    const { catalogue } = core;
    if (catalogue === null) return;
    const strange = unknown(catalogue, view);
    if (strange !== null) return core.complain(strange);
    const generation = core.retire();
    const known = core.landscapes.find(view.landscape);
    const card = known !== null && beyond(catalogue, view) === null ? known : await this.#checked(view, catalogue, known);
    if (!core.stands(generation)) return;
    if (typeof card === "string") return core.complain(card);
    core.panels = view.panels;
    core.change(recalled(view, card, catalogue, core.scene?.chosen ?? []), null, false);
    void core.loadField(card);
    if (view.trails.length === 0) return core.refresh();
    core.enqueue(WAITING, async (now) => {
      const named = (method: string, values: readonly number[]): Settings => settingsOf(catalogue, method, values);
      if (!(await retraced(core.ground(now), view, named, (scene) => core.become(scene))) || core.scene === null) return;
      // The words of the last step stand, unless the probe is elsewhere.
      const { point } = core.scene;
      core.become(arrived(core.scene, view));
      void core.refresh(core.scene.point !== point);
    });
  }

  async #takeAll(): Promise<void> {
    this.#taking = true;
    try {
      for (let handed = this.#handed; handed !== null; handed = this.#handed) {
        this.#handed = null;
        await this.#take(handed);
      }
    } finally {
      this.#taking = false;
    }
  }

  async #take({ preset, gesture, words }: Handed): Promise<void> {
    const { core } = this;
    const { catalogue, asks } = core;
    if (catalogue === null) return;
    const generation = core.retire();
    const card = await this.#card(preset, gesture);
    if (card === null || !core.stands(generation)) return;
    const scene = staged(preset, card, catalogue, core.scene, WASHES);
    const said = words === "" ? "" : `${words.replace(/\.$/, "")}. `;
    // Those that the reader has opened stay open.
    const panels = [...new Set([...core.panels, ...preset.panels])];
    if (!asks.ready) {
      core.panels = panels;
      core.change({ ...scene, message: `${said}${preset.steps > 0 ? WAITING : "The numbers come when Python is ready."}` }, gesture, false);
      void core.loadField(card);
      return this.#race(scene, preset.steps, null, (next) => core.become({ ...next, message: said + next.message }));
    }
    // All of it is there before any of it is shown: nothing flickers while a number is dragged.
    const [patch] = await Promise.all([this.#walked(scene, preset.steps, generation), core.loadField(card)]);
    if (patch === null || !core.stands(generation)) return;
    core.panels = panels;
    core.change({ ...scene, ...patch, message: said + (patch.message ?? scene.message) }, gesture, false);
  }

  /** Steps of all chosen methods; the numbers at the point where there are none. */
  async #walked(scene: Scene, steps: number, generation: number): Promise<Partial<Scene> | null> {
    const { core } = this;
    if (steps > 0) return (await raced(core.ground(generation, () => scene), steps)) as Partial<Scene> | null;
    const probe = (await core.asks.query("handed over", probeRequest(core.catalogue, scene))) as Probe | null;
    return probe === null ? null : { probe, message: probe.message, topic: probe.topic };
  }

  /** In the queue of presses: those that come after it go on from where it leads. */
  #race(from: Scene, steps: number, words: string | null, show: (scene: Scene) => void): void {
    const { core } = this;
    core.enqueue(words, async (generation) => {
      const patch = await this.#walked(from, steps, generation);
      if (patch === null || core.scene === null || !core.stands(generation)) return;
      if (from === this.#home) this.#first = { ...from, ...patch };
      show({ ...core.scene, ...patch });
    });
  }

  /** The card of a preset: known, brought along, or asked for; null where there is no such landscape, which was said. */
  async #card({ landscape, card }: Preset, tag: string | null): Promise<LandscapeCard | null> {
    const { asks, landscapes } = this.core;
    const known = landscapes.find(landscape);
    if (known !== null) return known;
    const found = card ?? (await asks.card(landscape));
    if (typeof found !== "string") return landscapes.welcome(found, landscape, tag);
    this.core.say(found);
    return null;
  }

  /** What only Python knows: whether there is such a landscape, and whether a setting off its slider will do. */
  async #checked(view: Address, catalogue: Catalogue, known: LandscapeCard | null): Promise<LandscapeCard | string> {
    const { asks, landscapes } = this.core;
    if (!asks.ready) this.core.say("The view of the link comes when Python is ready.");
    const found = known ?? (await asks.card(view.landscape));
    if (typeof found === "string") return found.replace(/\.$/, "");
    const doubt = beyond(catalogue, view);
    const methods = given(view).map(({ method, values }) => ({ name: method, parameters: settingsOf(catalogue, method, values) }));
    for (let k = 0; doubt !== null && k < methods.length; k += MOST_METHODS) {
      const request = { query: "probe", landscape: view.landscape, point: found.start, methods: methods.slice(k, k + MOST_METHODS) };
      if (typeof (await asks.tried<Probe>(request)) === "string") return doubt;
    }
    return landscapes.welcome(found, view.landscape, "link");
  }
}

function settingsOf({ methods }: Catalogue, method: string, values: readonly number[]): Settings {
  return byName(methods.find(({ name }) => name === method) as MethodCard, values);
}
