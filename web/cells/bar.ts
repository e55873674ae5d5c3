/** The buttons under a cell's code, and the words beside them. */
import { able, button, make, pageName, save } from "../dom";

export interface Acts {
  run(): void;
  stop(): void;
  restore(): void;
}

export class Bar {
  readonly element: HTMLElement;
  readonly #run: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  readonly #restore: HTMLButtonElement;
  readonly #words = make("span", { class: "cell-words", role: "status" });

  constructor(
    readonly cell: HTMLElement & { readonly code: string },
    exercise: boolean,
    acts: Acts,
    /** What stands between the buttons and the words. */
    more: readonly Node[],
  ) {
    this.#run = button(exercise ? "Check" : "Run", "ls-primary cell-run", acts.run);
    this.#stop = button("Stop", "ls-secondary cell-stop", acts.stop);
    this.#restore = button("Restore", "ls-secondary", acts.restore);
    const copy = button("Copy", "ls-quiet", () => void this.#toClipboard());
    const keep = button("Save", "ls-quiet", () => save(`${pageName()}-${cell.title.toLowerCase().replaceAll(" ", "-")}.py`, new Blob([`${cell.code}\n`], { type: "text/x-python" })));
    const above = "after the cells above that have not run (Ctrl or ⌘ and Enter)";
    this.#run.title = exercise ? `Runs your code and looks whether it does what is asked, ${above}` : `Runs this cell, ${above}`;
    this.#restore.title = "Brings the text and its output back as they were (undo in the editor gets yours again)";
    keep.title = "Saves this cell as a Python file";
    this.element = cell.querySelector<HTMLElement>(":scope > .cell-bar") ?? make("div", { class: "cell-bar" });
    this.element.replaceChildren(this.#run, this.#stop, this.#restore, copy, keep, ...more, this.#words);
  }

  say(words: string): void {
    this.#words.textContent = words;
  }

  /** `busy`: asked to run, and not yet at its end. `changed`: there is something to bring back. */
  able(busy: boolean, changed: boolean): void {
    able(this.#run, !busy);
    able(this.#stop, busy, busy ? "Ends what runs, at once" : "Nothing is running here");
    able(this.#restore, !busy && changed);
  }

  async #toClipboard(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.cell.code);
      this.say("Copied");
    } catch {
      this.say("The browser does not allow copying: select the text instead.");
    }
  }
}
