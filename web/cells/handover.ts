/** The way from a cell to an element of its page that can show what the cell made. No element is known by name here. */
import { button, make } from "../dom";

/** An element that takes over a view: one undoable change, with words that say where it came from. */
interface Accepting extends HTMLElement {
  accept(view: unknown, gesture: string, words: string): void;
}

export interface Offer {
  readonly tag: string;
  readonly label: string;
  readonly view: unknown;
}

/** What stands in `data-element`, or came with a result; null where that is no offer. */
export function readOffer(json: string | null): Offer | null {
  try {
    const { tag, label, view } = JSON.parse(json ?? "null") as Offer;
    return typeof tag === "string" && typeof label === "string" && view !== undefined ? { tag, label, view } : null;
  } catch {
    return null;
  }
}

/** The last of those before it, or the first after it. Both lists are in the order of the page. */
export function nearest<T>(before: readonly T[], after: readonly T[]): T | null {
  return before.at(-1) ?? after[0] ?? null;
}

export class HandOver {
  readonly element = make("div", { class: "cell-hand", hidden: true });
  #json: string | null = null;

  constructor(readonly cell: HTMLElement) {
    this.offer(cell.getAttribute("data-element"));
  }

  get json(): string | null {
    return this.#json;
  }

  /** Shows the button where the page has an element for it; called again when the page may have another. */
  offer(json: string | null = this.#json): void {
    this.#json = json;
    const offer = readOffer(json);
    const takes = offer !== null && "accept" in (customElements.get(offer.tag)?.prototype ?? {}) && document.querySelector(offer.tag) !== null;
    this.element.hidden = !takes;
    this.element.replaceChildren(...(takes ? [button(offer.label, "ls-quiet", () => this.#give(offer))] : []));
  }

  #give({ tag, view }: Offer): void {
    const all = [...document.querySelectorAll<Accepting>(tag)].filter((element) => typeof element.accept === "function");
    const follows = (element: Node): boolean => (this.cell.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    const target = nearest(all.filter((element) => !follows(element)), all.filter(follows));
    if (target === null) return;
    target.accept(view, "", `Shown from ${this.cell.title}`);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    target.focus({ preventScroll: true });
  }
}
