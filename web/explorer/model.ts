/**
 * What an explorer knows and what it asks. Views read it and are told of changes; Python alone computes. A generation
 * counter retires answers to questions that the reader has moved on from.
 */
import type { Answer, Engine } from "../runtime/api";
import type { Catalogue, Field, LandscapeCard, Point, Probe, Run, State, StepReply } from "./types";

const COLUMNS = 217;
const ROWS = 145;

interface Snapshot {
  readonly card: LandscapeCard;
  readonly point: Point;
  readonly probe: Probe | null;
  readonly runs: readonly Run[];
  readonly message: string;
}

/** Fields are the same for every explorer of the session. */
const fields = new Map<string, Field>();

export class Model {
  catalogue: Catalogue | null = null;
  card: LandscapeCard | null = null;
  point: Point = [0, 0];
  probe: Probe | null = null;
  runs: readonly Run[] = [];
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
    const p = this.probe;
    return deepFreeze(
      structuredClone({
        landscape: this.card?.name ?? "",
        point: this.point,
        value: p?.value ?? null,
        gradient: p?.gradient ?? null,
        hessian: p?.hessian ?? null,
        eigenvalues: p?.eigenvalues ?? null,
        definiteness: p?.definiteness ?? null,
        kind: p?.kind ?? null,
        runs: this.runs,
        message: this.message,
      }),
    );
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
    const generation = this.#generation;
    this.waiting += 1;
    if (this.engine.life.phase !== "ready") this.message = "Pressed. The step is taken when Python is ready.";
    this.changed();
    this.#presses = this.#presses.then(async () => {
      if (generation === this.#generation) await this.#step(method, generation);
      this.waiting -= 1;
      this.changed();
    });
  }

  async #step(method: string, generation: number): Promise<void> {
    const from = this.point;
    const request = { query: "step", landscape: this.card?.name, method: this.#spec(method), point: from, methods: this.#methods() };
    const reply = await this.#settle(this.engine.press(request));
    if (reply === null || generation !== this.#generation) return;
    const step = reply as StepReply;
    this.#remember();
    const last = this.runs.at(-1);
    const goesOn = last?.method === method && last.points.at(-1) === from;
    this.point = step.point;
    const run = goesOn ? { method, points: [...last.points, this.point] } : { method, points: [from, this.point] };
    this.runs = goesOn ? [...this.runs.slice(0, -1), run] : [...this.runs, run];
    this.probe = step.probe;
    this.message = step.message;
  }

  #spec(method: string): object {
    return method === "GradientDescent" ? { name: method, parameters: { learning_rate: this.rate } } : { name: method };
  }

  #methods(): object[] {
    return ["GradientDescent", "Newton"].map((method) => this.#spec(method));
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

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
