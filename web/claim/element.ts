/**
 * `<live-claim>`: a sentence with numbers that a reader can drag. Its results come from Python, and so does the view that it
 * hands to an explorer: the one whose id its attribute `for` names, else the next one after it.
 */
import { button, make } from "../dom";
import { showLife } from "../life";
import type { Engine, Life } from "../runtime/api";
import type { ClaimCard, Outcome } from "./card";
import { ClaimNumber } from "./number";

/** Milliseconds without a change, after which the sentence is read out. */
const PAUSE = 900;
const WAITING = "…";
const HINT = "Drag a number sideways, or use the arrow keys.";

interface Accepting extends HTMLElement {
  accept(view: unknown, gesture: string, words: string): void;
}

interface Parts {
  readonly frame: HTMLElement;
  readonly words: HTMLElement;
  readonly figure: HTMLElement | null;
  readonly results: ReadonlyMap<string, HTMLElement>;
  readonly hint: HTMLElement;
  readonly life: HTMLElement;
  readonly spoken: HTMLElement;
  readonly back: HTMLButtonElement;
}

/** Who has dragged one number knows how. */
let known = false;
let count = 0;

function read(frame: HTMLElement | null): ClaimCard | null {
  try {
    return JSON.parse(frame?.dataset["claim"] ?? "null") as ClaimCard | null;
  } catch {
    return null;
  }
}

export function claimClass(engine: Engine): typeof HTMLElement {
  return class LiveClaim extends HTMLElement {
    readonly #view = `claim-${++count}`;
    #card: ClaimCard | null = null;
    #numbers: readonly ClaimNumber[] = [];
    #parts: Parts | null = null;
    #results: Record<string, string> = {};
    #gesture = 0;
    #asked = 0;
    #waiting = false;
    #pause: ReturnType<typeof setTimeout> | undefined;
    #unwatch: () => void = () => {};

    get state(): object | null {
      if (this.#card === null) return null;
      const values = Object.fromEntries(this.#numbers.map(({ card, value }) => [card.key, value]));
      return { name: this.#card.name, values, results: { ...this.#results }, waiting: this.#waiting };
    }

    connectedCallback(): void {
      if (this.#parts === null) this.#build();
      this.#unwatch = engine.watch((life) => this.#live(life));
      this.#live(engine.life);
      // Taken out and put back: the answer has come to nobody.
      if (this.#waiting) this.#ask();
    }

    disconnectedCallback(): void {
      this.#unwatch();
      clearTimeout(this.#pause);
    }

    #build(): void {
      const frame = this.querySelector<HTMLElement>(".ls-claim");
      const card = read(frame);
      const words = frame?.querySelector<HTMLElement>(".ls-claim-words") ?? null;
      if (frame === null || card === null || words === null) return;
      const find = (key: string): HTMLElement => words.querySelector(`[data-key="${key}"]`) as HTMLElement;
      this.#card = card;
      this.#numbers = card.numbers.map((number) => new ClaimNumber(number, find(number.key), { onMove: (_at, began) => this.#moved(began) }));
      const results = new Map([...words.querySelectorAll<HTMLElement>(".ls-claim-result")].map((element) => [element.dataset["key"] as string, element]));
      this.#results = Object.fromEntries([...results].map(([key, element]) => [key, element.textContent ?? ""]));
      const hint = make("span", { class: "ls-claim-hint", id: `${this.#view}-hint` }, HINT);
      const back = button("As at first", "ls-quiet", () => this.#restore());
      const life = make("div", { class: "ls-life" });
      const spoken = make("p", { class: "ls-hidden", role: "status" });
      back.hidden = true;
      for (const { element } of this.#numbers) element.setAttribute("aria-describedby", hint.id);
      const room = frame.querySelector<HTMLElement>(".ls-claim-room");
      room?.append(make("p", { class: "ls-claim-longest", "aria-hidden": "true" }, room.dataset["longest"] ?? ""));
      room?.after(make("div", { class: "ls-claim-note" }, hint, back, life));
      frame.append(spoken);
      frame.setAttribute("role", "group");
      frame.setAttribute("aria-label", card.label);
      const figure = frame.querySelector<HTMLElement>(".ls-claim-figure");
      this.#parts = { frame, words, figure, results, hint, life, spoken, back };
      // A hand that comes near will want an answer.
      for (const near of ["pointerenter", "focusin"]) this.addEventListener(near, () => this.#near());
    }

    #near(): void {
      engine.start();
      this.#parts?.hint.classList.toggle("ls-claim-known", known);
    }

    #moved(began: boolean): void {
      known = true;
      if (began) this.#gesture += 1;
      this.#ask();
    }

    #restore(): void {
      for (const number of this.#numbers) number.show(number.card.home);
      this.#gesture += 1;
      this.#ask();
      // The button is about to go.
      this.#numbers[0]?.element.focus({ preventScroll: true });
    }

    #ask(): void {
      const [card, parts] = [this.#card, this.#parts];
      if (card === null || parts === null) return;
      const values = Object.fromEntries(this.#numbers.map((number) => [number.card.key, number.value]));
      parts.back.hidden = this.#numbers.every((number) => number.at === number.card.home);
      parts.hint.classList.add("ls-claim-known");
      clearTimeout(this.#pause);
      this.#waiting = true;
      // With Python there an answer comes at once, and the old one need not flicker.
      if (engine.life.phase !== "ready") this.#blank();
      this.#changed();
      const gesture = `${this.#view}, ${this.#gesture}`;
      const asked = (this.#asked += 1);
      engine.query(this.#view, { query: "claim", name: card.name, values }).then(
        (answer) => {
          // On a page that the reader has left, nobody waits; and the explorers of the next one are not this claim's.
          if (answer === null || !this.isConnected) return;
          // A fast hand is further already: it sees what it has passed, and goes on waiting.
          this.#waiting = asked !== this.#asked;
          if (answer.ok) this.#answered(answer.result as Outcome, gesture);
          else this.#failed(answer.error);
        },
        (error: unknown) => {
          if (asked !== this.#asked || !this.isConnected) return;
          // Asked of a Python that died: the next one is asked, as soon as there is one.
          if (engine.life.phase !== "ready") return this.#ask();
          this.#waiting = false;
          this.#failed(error instanceof Error ? error.message : String(error));
        },
      );
    }

    #answered({ values, results, view, html }: Outcome, gesture: string): void {
      const parts = this.#parts;
      if (parts === null) return;
      this.#results = { ...results };
      for (const [key, element] of parts.results) element.textContent = results[key] ?? WAITING;
      if (parts.figure !== null && html !== null) parts.figure.innerHTML = html;
      const words = this.#numbers.map(({ card }) => `${card.symbol} = ${card.texts[card.stops.indexOf(values[card.key] as number)]}`).join(", ");
      if (view !== null) this.#explorer()?.accept(view, gesture, words);
      this.#changed();
      clearTimeout(this.#pause);
      if (!this.#waiting) this.#pause = setTimeout(() => (parts.spoken.textContent = parts.words.textContent), PAUSE);
    }

    /** A request that Python could not answer; what ails Python itself is said by its life. */
    #failed(message: string): void {
      this.#blank();
      this.#changed();
      this.#parts?.life.replaceChildren(make("p", { role: "alert" }, message));
    }

    #blank(): void {
      for (const element of this.#parts?.results.values() ?? []) element.textContent = WAITING;
    }

    #explorer(): Accepting | null {
      const named = this.getAttribute("for");
      const all = named === null ? [...document.querySelectorAll<HTMLElement>("landscape-explorer")] : [document.getElementById(named)];
      // Trees that are apart are before or after each other as it happens.
      const apart = Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_DISCONNECTED;
      const after = (element: Element): boolean => named !== null || (this.compareDocumentPosition(element) & apart) === Node.DOCUMENT_POSITION_FOLLOWING;
      return (all.find((element) => element !== null && "accept" in element && after(element)) as Accepting | undefined) ?? null;
    }

    #changed(): void {
      this.#parts?.frame.setAttribute("aria-busy", String(this.#waiting));
      this.#live(engine.life);
      this.dispatchEvent(new CustomEvent("landscape-change", { bubbles: true, composed: true, detail: this.state }));
    }

    #live({ phase }: Life): void {
      const status = { idle: "static", loading: "loading", ready: "ready", error: "error" }[phase];
      if (this.getAttribute("status") !== status) this.setAttribute("status", status);
      // An explorer tells of the start for all; a claim only where somebody waits for it.
      if (this.#parts !== null) showLife(this.#parts.life, engine, this.#waiting, this.#numbers[0]?.element);
    }
  };
}
