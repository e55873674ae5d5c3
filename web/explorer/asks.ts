/** What one explorer asks of Python: presses in order, and for each view the answer to its newest question. */
import type { Answer, Engine } from "../runtime/api";
import type { Field, LandscapeCard } from "./types";

const COLUMNS = 217;
const ROWS = 145;
/** Fields are the same for every explorer of the session. */
const fields = new Map<string, Field>();

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

  field(card: LandscapeCard): Field | null {
    return fields.get(card.name) ?? null;
  }

  /** Whether a field has come that was not there. */
  async loadField(card: LandscapeCard): Promise<boolean> {
    if (fields.has(card.name)) return false;
    const request = { query: "field", landscape: card.name, resolution: [COLUMNS, ROWS], window: card.window };
    const answer = await this.query(`field ${card.name}`, request);
    if (answer !== null) fields.set(card.name, answer as Field);
    return answer !== null;
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
      this.complain(error instanceof Error ? error.message : String(error));
    }
    return null;
  }
}
