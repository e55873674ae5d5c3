/**
 * What an explorer knows and what it asks. Views read it and are told of changes; Python alone computes. A generation
 * counter retires answers to questions that the reader has moved on from.
 */
import type { Answer, Engine } from "../runtime/api";
import { legsOf, type View } from "./address";
import { publicState } from "./state";
import type { Catalogue, Field, LandscapeCard, PathReply, Point, Probe, Run, State } from "./types";

const COLUMNS = 217;
const ROWS = 145;

/** A run, and the learning rate of each of its steps. */
interface Walk extends Run {
  readonly rates: readonly number[];
}

interface Snapshot {
  readonly card: LandscapeCard;
  readonly point: Point;
  readonly probe: Probe | null;
  readonly runs: readonly Walk[];
  readonly message: string;
}

/** Fields are the same for every explorer of the session. */
const fields = new Map<string, Field>();

export class Model {
  catalogue: Catalogue | null = null;
  card: LandscapeCard | null = null;
  point: Point = [0, 0];
  probe: Probe | null = null;
  runs: readonly Walk[] = [];
  message = "";
  rate = 0.1;
  /** Presses that Python has not answered yet. */
  waiting = 0;
  #generation = 0;
  #presses: Promise<void> = Promise.resolve();
  #past: Snapshot[] = [];
  #home: Snapshot | null = null;

  constructor(
    readonly engine: Engine,
    readonly view: string,
    readonly changed: () => void,
  ) {}

  get field(): Field | null {
    return this.card === null ? null : (fields.get(this.card.name) ?? null);
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get state(): State {
    return publicState(this);
  }

  /** Begins with what the build knew, or asks for the catalogue where there is no such thing. */
  async open(name: string, catalogue: Catalogue | null, probe: Probe | null, point: Point | null, rate: number): Promise<void> {
    this.rate = rate;
    if (catalogue === null) {
      const answer = await this.#ask("describe", { query: "describe" });
      if (answer === null) return;
      catalogue = answer as Catalogue;
    }
    this.catalogue = catalogue;
    const card = catalogue.landscapes.find((l) => l.name === name) ?? catalogue.landscapes[0];
    if (card === undefined) return;
    this.#show(card, probe?.point ?? point ?? card.start, probe);
    if (probe === null || this.engine.life.phase !== "idle") void this.#refresh();
    void this.#loadField(card);
  }

  choose(name: string): void {
    const card = this.catalogue?.landscapes.find((l) => l.name === name);
    if (card === undefined || card === this.card) return;
    this.#remember();
    this.#show(card, card.start, null);
    void this.#loadField(card);
    void this.#refresh();
  }

  /** Puts the probe somewhere; `began` is false while a drag goes on. */
  place(point: Point, began = true): void {
    if (began) this.#remember();
    this.#generation += 1;
    this.point = point;
    this.probe = null;
    this.message = this.engine.life.phase === "ready" ? this.message : "Placed. The numbers come when Python is ready.";
    this.changed();
    void this.#refresh();
  }

  setRate(rate: number): void {
    this.rate = rate;
    this.changed();
    void this.#refresh(false);
  }

  reset(): void {
    if (this.#home === null) return;
    const home = this.#home;
    if (this.point !== home.point || this.runs.length > 0) this.#remember();
    this.#restore({ ...home, card: this.card ?? home.card });
  }

  undo(): void {
    const last = this.#past.pop();
    if (last !== undefined) this.#restore(last);
  }

  /** A press: taken in order, from wherever the presses before it have led. */
  press(method: string): void {
    const { rate } = this;
    this.#enqueue("Pressed. The step is taken when Python is ready.", (generation) => this.#walk(method, rate, this.point, 1, generation));
  }

  /** Everything that a link must say to bring the reader back here. */
  get address(): View {
    const trails = this.runs.map(({ method, points, rates }) => ({ method, start: points[0] as Point, legs: legsOf(rates) }));
    const walked = this.runs.at(-1)?.points.at(-1) === this.point;
    return { landscape: this.card?.name ?? "", point: walked ? null : this.point, rate: this.rate, trails };
  }

  /** Takes over the view of a link: its runs are walked anew, so that no number is on the page but Python's own. */
  recall({ landscape, point, rate, trails }: View): void {
    const card = this.catalogue?.landscapes.find((l) => l.name === landscape);
    if (card === undefined) {
      this.complain(`landscape: “${landscape.slice(0, 40)}” is not known. Known are ${this.catalogue?.landscapes.map((l) => l.name).join(", ")}`);
      return;
    }
    const home = this.#home;
    this.#remember();
    this.rate = rate;
    this.#show(card, trails[0]?.start ?? point ?? card.start, null);
    // Reset leads to where the page would have begun.
    if (home !== null) this.#home = home.card === card ? home : { ...home, card, point: card.start, probe: null, message: card.about };
    void this.#loadField(card);
    if (trails.length === 0) void this.#refresh();
    else {
      this.#enqueue("The steps of the link are taken when Python is ready.", async (generation) => {
        for (const { method, start, legs } of trails) {
          let from = start;
          for (const { rate: leg, steps } of legs) {
            if (!(await this.#walk(method, leg, from, steps, generation))) return;
            from = this.point;
          }
        }
        if (point !== null) this.place(point);
      });
    }
  }

  /** A link that cannot be followed: what is on the page stays. */
  complain(why: string): void {
    this.#generation += 1;
    this.message = `The link cannot be followed: ${why}. The page stays as it is.`;
    this.changed();
    void this.#refresh(false);
  }

  #enqueue(words: string, work: (generation: number) => Promise<unknown>): void {
    const generation = this.#generation;
    this.waiting += 1;
    if (this.engine.life.phase !== "ready") this.message = words;
    this.changed();
    this.#presses = this.#presses.then(async () => {
      if (generation === this.#generation) await work(generation);
      this.waiting -= 1;
      this.changed();
    });
  }

  /** Whether the steps were taken. */
  async #walk(method: string, rate: number, from: Point, steps: number, generation: number): Promise<boolean> {
    const request = { query: "path", landscape: this.card?.name, method: spec(method, rate), point: from, steps, methods: this.#methods() };
    const reply = await this.#settle(this.engine.press(request));
    if (reply === null || generation !== this.#generation) return false;
    const { points, probe, message } = reply as PathReply;
    const reached = Array.from({ length: steps }, (_, k): Point => [points.data[2 * k + 2] as number, points.data[2 * k + 3] as number]);
    this.#remember();
    const last = this.runs.at(-1);
    const goesOn = last?.method === method && last.points.at(-1) === from;
    const before = goesOn ? last : { points: [from], rates: [] };
    const run = { method, points: [...before.points, ...reached], rates: [...before.rates, ...reached.map(() => rate)] };
    this.runs = [...(goesOn ? this.runs.slice(0, -1) : this.runs), run];
    this.point = reached.at(-1) as Point;
    this.probe = probe;
    this.message = message;
    this.changed();
    return true;
  }

  #methods(): object[] {
    return ["GradientDescent", "Newton"].map((method) => spec(method, this.rate));
  }

  #show(card: LandscapeCard, point: Point, probe: Probe | null): void {
    this.#generation += 1;
    this.card = card;
    this.point = point;
    this.probe = probe;
    this.runs = [];
    this.message = probe?.message ?? card.about;
    this.#home = { card, point, probe, runs: [], message: this.message };
    this.changed();
  }

  #remember(): void {
    if (this.card === null) return;
    const { card, point, probe, runs, message } = this;
    this.#past.push({ card, point, probe, runs, message });
    if (this.#past.length > 500) this.#past.shift();
  }

  #restore(past: Snapshot): void {
    this.#generation += 1;
    Object.assign(this, past);
    this.#home = { card: past.card, point: past.card === this.#home?.card ? this.#home.point : past.card.start, probe: null, runs: [], message: past.card.about };
    this.changed();
    void this.#loadField(past.card);
    void this.#refresh(past.probe === null);
  }

  /** Asks for the numbers at the probe; `speak` is false where the words on the screen should stay. */
  async #refresh(speak = true): Promise<void> {
    const generation = this.#generation;
    const request = { query: "probe", landscape: this.card?.name, point: this.point, methods: this.#methods() };
    const answer = await this.#settle(this.engine.query(this.view, request));
    if (answer === null || generation !== this.#generation) return;
    const probe = answer as Probe;
    if (probe.point[0] !== this.point[0] || probe.point[1] !== this.point[1]) return;
    this.probe = probe;
    if (speak && this.runs.at(-1)?.points.at(-1) !== this.point) this.message = probe.message;
    this.changed();
  }

  async #loadField(card: LandscapeCard): Promise<void> {
    if (fields.has(card.name)) return;
    const request = { query: "field", landscape: card.name, resolution: [COLUMNS, ROWS], window: card.window };
    const answer = await this.#ask(`field ${card.name}`, request);
    if (answer === null) return;
    fields.set(card.name, answer as Field);
    this.changed();
  }

  #ask(view: string, request: object): Promise<unknown> {
    return this.#settle(this.engine.query(`${this.view} ${view}`, request));
  }

  /** The result of an answer, or null where there is none; what went wrong becomes the message. */
  async #settle(asked: Promise<Answer | null>): Promise<unknown> {
    try {
      const answer = await asked;
      if (answer === null) return null;
      if (answer.ok) return answer.result;
      this.message = answer.error;
    } catch (error) {
      this.message = error instanceof Error ? error.message : String(error);
    }
    this.changed();
    return null;
  }
}

function spec(method: string, rate: number): object {
  return method === "GradientDescent" ? { name: method, parameters: { learning_rate: rate } } : { name: method };
}
