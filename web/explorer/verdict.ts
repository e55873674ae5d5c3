/** The verdict line: what Python said, and where the page explains it. */
import { make } from "../dom";
import type { Scene } from "./scene";

export class VerdictLine {
  readonly #words = make("span");
  readonly #why = make("a", { class: "ls-why" }, "Why");

  constructor(
    readonly element: HTMLElement,
    /** Address of the page whose headings are the topics; null where there is none. */
    readonly guide: string | null,
  ) {
    // On its own page the browser's way is the right one: instant navigation would put the page anew.
    if (guide === "") this.#why.addEventListener("click", (event) => event.stopPropagation());
    element.replaceChildren(this.#words, " ", this.#why);
  }

  /** `quiet`: a run goes on, and only its end is announced. */
  update({ message, topic }: Scene, quiet: boolean): void {
    this.element.setAttribute("aria-live", quiet ? "off" : "polite");
    if (this.#words.textContent !== message) this.#words.textContent = message;
    this.#why.hidden = topic === "" || this.guide === null;
    if (this.#why.hidden) return;
    this.#why.href = `${this.guide}#${topic}`;
    this.#why.setAttribute("aria-label", `Why: ${topic.replaceAll("-", " ")}`);
  }
}
