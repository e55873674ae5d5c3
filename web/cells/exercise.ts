/** What makes a cell an exercise: a check with its verdict, a solution that can be taken over, and that it was solved once. */
import { button, make } from "../dom";
import type { CellResult } from "../protocol";
import { isSolved, keepSolved } from "./solved";

/** Words with `code` in them, as nodes. */
function worded(text: string): Node[] {
  return text.split(/`([^`]+)`/).map((part, k) => (k % 2 === 1 ? make("code", {}, part) : document.createTextNode(part)));
}

export class Exercise {
  readonly check: string;
  /** In the page from the beginning: what is put into it later is announced. */
  readonly verdict = make("p", { class: "cell-verdict", role: "status" });
  readonly #solved = make("span", { class: "cell-solved", hidden: true }, make("span", { "aria-hidden": "true" }, "✓ "), "Solved");
  #passed: boolean | null = null;

  constructor(
    readonly cell: HTMLElement,
    check: Element,
    /** Puts a text into the cell; the reader's undo takes it back. */
    put: (code: string) => void,
  ) {
    this.check = check.textContent ?? "";
    const solution = cell.querySelector(".cell-solution");
    const code = solution?.querySelector("code")?.textContent ?? "";
    solution?.append(button("Put it into the cell", "ls-secondary cell-put", () => put(code.replace(/\n$/, ""))));
    cell.prepend(this.#solved);
    this.#solved.hidden = !isSolved(cell.title, this.check);
  }

  /** Null: not checked as it stands. */
  get passed(): boolean | null {
    return this.#passed;
  }

  clear(): void {
    this.#passed = null;
    this.verdict.className = "cell-verdict";
    this.verdict.replaceChildren();
  }

  finish({ passed, verdict, error }: CellResult): void {
    this.clear();
    // An error says for itself what is wrong.
    if (passed === null || error !== null) return;
    this.#passed = passed;
    this.verdict.classList.add(passed ? "cell-passed" : "cell-missing");
    const sign = make("span", { class: "cell-sign", "aria-hidden": "true" }, passed ? "✓" : "○");
    const words = passed ? [make("strong", {}, "Solved")] : [make("strong", {}, verdict ? "Not yet: " : "Not yet"), ...worded(verdict ?? "")];
    this.verdict.append(sign, make("span", {}, ...words));
    if (!passed) return;
    this.#solved.hidden = false;
    keepSolved(this.cell.title, this.check);
  }
}
