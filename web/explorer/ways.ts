/** The ways to a view of an explorer: a link to it, and what the reader left here in the same tab. */
import { fits, LinkError, read, write, type View } from "./address";
import type { Model } from "./model";
import { OVERLAYS } from "./overlays";

interface Named {
  readonly name: string;
}

/** Without overlays and panels that are not known, each once: a link may be older than the page. */
export function known<T extends Pick<View, "overlays" | "panels">>(view: T, panels: readonly Named[]): T {
  const among = (names: readonly string[], table: readonly Named[]): readonly string[] => [...new Set(names)].filter((name) => table.some((row) => row.name === name));
  return { ...view, overlays: among(view.overlays, OVERLAYS), panels: among(view.panels, panels) };
}

export class Ways {
  /** The link that the view already answers to. */
  #followed = "";
  /** The page that this explorer is part of: at the end the address may be that of the next one. */
  #home = "";
  #place = 0;

  constructor(
    readonly element: HTMLElement,
    readonly model: Model,
    readonly panels: readonly Named[],
  ) {}

  /** Which explorer of the page this is, from one: links say it so. */
  get number(): number {
    return [...document.querySelectorAll(this.element.localName)].indexOf(this.element) + 1;
  }

  arrive(): void {
    this.#home = location.pathname;
  }

  /** The preset is there: a link counts more than what was left here, and both count more than the preset. */
  begin(): void {
    this.#place = this.number;
    if (!this.follow()) this.#recall();
  }

  /** The fragment that is about to be in the address bar: nothing to follow, the reader is there. */
  settled(fragment: string): void {
    this.#followed = fragment;
  }

  /** Goes where the address says, if it speaks of this explorer. */
  follow(): boolean {
    // Ways to headings lie between: back at the same link, the reader is where it led already.
    if (location.hash !== "" && location.hash === this.#followed) return true;
    try {
      const view = read(location.hash, this.number);
      if (view === null) return false;
      this.#followed = location.hash;
      this.model.recall(known(view, this.panels));
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      this.#followed = location.hash;
      this.model.complain(error.message);
    }
    this.element.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** What a reader leaves behind on a page is there when they come back, in the same tab. */
  remember(): void {
    const { address } = this.model;
    if (address === null || this.#home === "") return;
    // Where nothing was done here, what was left here before stays.
    if (!this.model.canUndo && !this.model.canRedo) return;
    const [key, text] = [`landscape ${this.#home} ${this.#place}`, write(this.#place, address)];
    try {
      // All of it undone, or too long: then what was left here before is not the last any more.
      if (this.model.canUndo && fits(address, text)) sessionStorage.setItem(key, text);
      else sessionStorage.removeItem(key);
    } catch {
      // No room, or not allowed: the page begins anew, as it always did.
    }
  }

  #recall(): void {
    try {
      const text = sessionStorage.getItem(`landscape ${location.pathname} ${this.#place}`);
      const view = text === null ? null : read(text, this.#place);
      if (view !== null) this.model.recall(known(view, this.panels));
    } catch {
      // What cannot be read any more is not worth a word.
    }
  }
}
