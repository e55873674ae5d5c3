/** Views that come from elsewhere: what the page presets, what a link says, what a cell or a claim hands over. */
import { beyond, unknown, type View as Address } from "./address";
import { WAITING, type Core } from "./core";
import { PRESET } from "./landscapes";
import { cardOf, checked, settingsOf } from "./lookups";
import { WASHES } from "./overlays";
import { staged, type Preset } from "./preset";
import { probeRequest } from "./requests";
import type { Scene } from "./scene";
import { addressAfter, arrived, recalled } from "./state";
import { raced, retraced } from "./stepping";
import type { Catalogue, Probe, Settings } from "./types";

interface Handed {
  readonly preset: Preset;
  readonly gesture: string | null;
  readonly words: string;
}

export class Arrivals {
  #preset: Preset | null = null;
  /** The preset without its steps, and with them as soon as they are walked. */
  #home: Scene | null = null;
  #first: Scene | null = null;
  #handed: Handed | null = null;
  #taking = false;
  /** The generation of the opening. */
  #opened = -1;
  /** How many links have come. */
  #links = 0;

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
    const card = (await cardOf(core, preset, PRESET)) ?? catalogue.landscapes[0];
    if (card === undefined) return;
    this.#preset = preset;
    const home = (this.#home = staged(preset, card, catalogue, null, WASHES));
    const message = said === "" ? (probe?.message ?? home.message) : said;
    const told = probe === null ? { message } : { point: probe.point, probe, message, topic: message === probe.message ? probe.topic : "" };
    this.#opened = core.generation;
    core.panels = preset.panels;
    core.become({ ...home, ...told });
    if (preset.steps > 0) return this.#walkHome(home, preset.steps);
    void core.loadField(card);
    this.#first = { ...home, ...told };
    if (probe === null || core.engine.life.phase !== "idle") void core.refresh();
  }

  /** Python is there again: what the one before has taken with it is asked once more. */
  resume(): void {
    const { core } = this;
    const [lost, home, preset] = [core.asks.renew(), this.#home, this.#preset];
    if (home === null || preset === null || core.scene === null) return;
    if (lost && this.opening) this.#walkHome(home, preset.steps);
    else if (lost) {
      void core.loadField(core.scene.card);
      void core.refresh();
    }
    // What was opened meanwhile asks now.
    core.changed();
  }

  /** A link that cannot be followed. */
  complain(why: string): void {
    this.#links += 1;
    this.core.complain(`The link cannot be followed: ${why}. The page stays as it is.`);
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

  /**
   * Takes over the view of a link: its walks are walked anew, so that no number is on the page but Python's own. What is on
   * its way becomes void when the link has proved good, not before.
   */
  async recall(view: Address): Promise<void> {
    const { core } = this;
    const { catalogue } = core;
    if (catalogue === null) return;
    const strange = unknown(catalogue, view);
    if (strange !== null) return this.complain(strange);
    const [generation, link] = [core.generation, (this.#links += 1)];
    const known = core.landscapes.find(view.landscape);
    const card = known !== null && beyond(catalogue, view) === null ? known : await checked(core, view, catalogue, known);
    if (!core.stands(generation) || link !== this.#links) return;
    if (typeof card === "string") return this.complain(card);
    core.retire();
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
    const { generation } = core;
    const card = await cardOf(core, preset, gesture);
    if (card === null || !core.stands(generation)) return;
    const scene = staged(preset, card, catalogue, core.scene, WASHES);
    const said = words === "" ? "" : `${words.replace(/\.$/, "")}. `;
    // Those that the reader has opened stay open.
    const panels = [...new Set([...core.panels, ...preset.panels])];
    if (!asks.ready) {
      core.retire();
      core.panels = panels;
      core.change({ ...scene, message: `${said}${preset.steps > 0 ? WAITING : "The numbers come when Python is ready."}` }, gesture, false);
      void core.loadField(card);
      return this.#race(scene, preset.steps, null, (next) => core.become({ ...next, message: said + next.message }));
    }
    // All of it is there before any of it is shown: nothing flickers while a number is dragged.
    const [patch] = await Promise.all([this.#walked(scene, preset.steps, generation), core.loadField(card)]);
    if (patch === null || !core.stands(generation)) return;
    core.retire();
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

  /** The steps of the preset. Until they are taken the picture of the build shows them, and nothing may be drawn over it. */
  #walkHome(home: Scene, steps: number): void {
    const { core } = this;
    this.#race(home, steps, null, (first) => core.become(first));
    void core.presses.then(() => core.loadField(home.card));
  }

  /** In the queue of presses: those that come after it go on from where it leads. */
  #race(from: Scene, steps: number, words: string | null, show: (scene: Scene) => void): void {
    const { core } = this;
    const { complaints } = core;
    core.enqueue(words, async (generation) => {
      const patch = await this.#walked(from, steps, generation);
      if (patch === null || core.scene === null || !core.stands(generation)) return;
      if (from === this.#home) this.#first = { ...from, ...patch };
      const kept = complaints === core.complaints ? {} : { message: core.scene.message, topic: "" };
      show({ ...core.scene, ...patch, ...kept });
    });
  }
}
