/** A number in a line of text as a control: dragged sideways, or moved by the keys of a slider. */
import { dragged, pressed, said, type NumberCard } from "./card";

export interface Moves {
  /** `began`: a new gesture, which is one thing to undo. */
  onMove(at: number, began: boolean): void;
}

export class ClaimNumber {
  #at: number;

  constructor(
    readonly card: NumberCard,
    readonly element: HTMLElement,
    on: Moves,
  ) {
    this.#at = card.home;
    const attributes = { role: "slider", tabindex: 0, "aria-label": card.label, "aria-valuemin": card.stops[0], "aria-valuemax": card.stops.at(-1) };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    element.title = `${card.label}, from ${card.texts[0]} to ${card.texts.at(-1)}`;
    this.#say();

    let from = 0;
    let start: number | null = null;
    let began = true;
    const move = (at: number, anew: boolean): void => {
      if (at === this.#at) return;
      this.show(at);
      on.onMove(at, anew);
      began = false;
    };
    element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      // No selection of text begins here.
      event.preventDefault();
      element.focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      element.dataset["dragged"] = "";
      [from, start, began] = [this.#at, event.clientX, true];
    });
    element.addEventListener("pointermove", (event) => {
      if (start !== null) move(dragged(card, from, event.clientX - start), began);
    });
    // The browser may take a touch for its own: then the drag has ended where it was.
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      element.addEventListener(end, () => {
        start = null;
        delete element.dataset["dragged"];
      });
    }
    element.addEventListener("dblclick", () => move(card.home, true));
    element.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const at = pressed(card, this.#at, event.key);
      if (at === null) return;
      event.preventDefault();
      move(at, !event.repeat);
    });
  }

  get at(): number {
    return this.#at;
  }

  get value(): number {
    return this.card.stops[this.#at] as number;
  }

  get text(): string {
    return this.card.texts[this.#at] as string;
  }

  show(at: number): void {
    this.#at = at;
    this.element.textContent = this.text;
    this.#say();
  }

  #say(): void {
    this.element.setAttribute("aria-valuenow", String(this.value));
    this.element.setAttribute("aria-valuetext", said(this.card, this.#at));
  }
}
