/** What one explorer asks of Python: presses in order, and for each view the answer to its newest question. */
import type { Answer, Engine } from "../runtime/api";
import { keyOfCard, specOf } from "./specs";
import type { Field, LandscapeCard, Spec } from "./types";

const COLUMNS = 217;
const ROWS = 145;
/** Fields are the same for every explorer of the session; of landscapes that change as a number is dragged, the last ones are kept. */
const fields = new Map<string, Field>();
const KEPT = 40;

/** What one view of Python's answers has: the newest one, and whether it answers the newest question. */
export interface Wanted<T> {
  readonly answer: T;
  readonly fresh: boolean;
}

interface Want {
  asked: string;
  answered: string;
  answer: unknown;
}

export class Asks {
  readonly #wants = new Map<string, Want>();
  /** The last field that was looked at, which stays as long as it is. */
  #held: { readonly key: string; readonly field: Field } | null = null;
  /** Whether Python has died over a question. */
  #lost = false;

  constructor(
    readonly engine: Engine,
    readonly name: string,
    /** A view has an answer. */
    readonly answered: () => void,
    /** Hears what went wrong, in words for the reader. */
    readonly complain: (words: string) => void,
  ) {}

  get ready(): boolean {
    return this.engine.life.phase === "ready";
  }

  want<T>(view: string, request: object): Wanted<T> | null {
    const text = JSON.stringify(request);
    let want = this.#wants.get(view);
    if (want === undefined) this.#wants.set(view, (want = { asked: "", answered: "", answer: null }));
    if (want.asked !== text && this.ready) {
      want.asked = text;
      const mine = want;
      void this.query(view, request).then((answer) => {
        if (answer === null) return;
        Object.assign(mine, { answered: text, answer });
        this.answered();
      });
    }
    return want.answer === null ? null : { answer: want.answer as T, fresh: want.answered === text };
  }

  /** Python is there again: what a view has no answer to may be asked once more. Whether anything was lost. */
  renew(): boolean {
    const lost = this.#lost;
    this.#lost = false;
    if (lost) for (const want of this.#wants.values()) if (want.answered !== want.asked) want.asked = "";
    return lost;
  }

  field(card: LandscapeCard): Field | null {
    const key = keyOfCard(card);
    if (this.#held?.key === key) return this.#held.field;
    const field = fields.get(key) ?? null;
    if (field !== null) this.#held = { key, field };
    return field;
  }

  /** Whether a field has come that was not there. */
  async loadField(card: LandscapeCard): Promise<boolean> {
    const key = keyOfCard(card);
    if (fields.has(key)) return false;
    const request = { query: "field", landscape: specOf(card), resolution: [COLUMNS, ROWS], window: card.window };
    const answer = await this.query(`field ${key}`, request);
    if (answer === null) return false;
    fields.set(key, answer as Field);
    const [oldest] = fields.keys();
    if (fields.size > KEPT && oldest !== undefined) fields.delete(oldest);
    return true;
  }

  /** What there is to know of a landscape that the catalogue does not have; or why there is no such landscape, in words. */
  card(spec: Spec): Promise<LandscapeCard | string> {
    return this.tried<LandscapeCard>({ query: "describe", landscape: spec });
  }

  /** The answer, or what is wrong with the question. */
  async tried<T>(request: object): Promise<T | string> {
    try {
      const answer = await this.engine.press(request);
      return answer.ok ? (answer.result as T) : answer.error;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Null where a newer question of the same view has replaced this one, or where there is no answer. */
  query(view: string, request: object): Promise<unknown> {
    return this.#settle(this.engine.query(`${this.name} ${view}`, request));
  }

  press(request: object): Promise<unknown> {
    return this.#settle(this.engine.press(request));
  }

  async #settle(asked: Promise<Answer | null>): Promise<unknown> {
    try {
      const answer = await asked;
      if (answer === null) return null;
      if (answer.ok) return answer.result;
      this.complain(answer.error);
    } catch (error) {
      this.#lost ||= !this.ready;
      this.complain(error instanceof Error ? error.message : String(error));
    }
    return null;
  }
}
