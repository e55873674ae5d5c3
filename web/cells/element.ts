/** `<python-cell>`: highlighted code with its output becomes an editor with buttons around the same words. */
import { make } from "../dom";
import { showLife } from "../life";
import type { CellResult } from "../protocol";
import type { Kernel } from "../runtime/api";
import { Bar } from "./bar";
import { Code } from "./code";
import { earlierText } from "./earlier";
import type { OpenEditor } from "./editing";
import { Exercise } from "./exercise";
import { HandOver } from "./handover";
import type { Notebook, Runnable } from "./notebook";
import { Output, type Shown } from "./output";

type Status = "static" | "loading" | "running" | "done" | "error";

const WORDS: Readonly<Record<Status, string>> = { static: "", loading: "Waiting for Python", running: "Running", done: "Done", error: "Error" };

interface Parts {
  readonly code: Code;
  readonly bar: Bar;
  readonly output: Output;
  readonly hand: HandOver;
  readonly exercise: Exercise | null;
  /** What the build showed. */
  readonly built: Shown & { readonly offer: string | null };
}

export function cellClass(kernel: Kernel, notebook: Notebook, loadEditor: () => Promise<OpenEditor>): CustomElementConstructor {
  return class PythonCell extends HTMLElement implements Runnable {
    ranIn = 0;
    #parts: Parts | null = null;
    /** Asked to run, and not yet at its end. */
    #wanted = false;
    #undo: (() => void)[] = [];
    readonly #life = make("div", { class: "ls-life" });

    override get title(): string {
      return this.getAttribute("name") ?? "Cell";
    }

    get raises(): string | null {
      return this.getAttribute("raises");
    }

    get check(): string | null {
      return this.#parts?.exercise?.check ?? null;
    }

    /** Of an exercise, as it stands: whether its check passed; null where it was not checked. */
    get passed(): boolean | null {
      return this.#parts?.exercise?.passed ?? null;
    }

    get code(): string {
      return this.#parts?.code.text ?? "";
    }

    set code(text: string) {
      if (this.#parts !== null) this.#parts.code.text = text;
    }

    /** The text shown, built or live. */
    get output(): string {
      return this.#parts?.output.text ?? "";
    }

    /** What the last expression shows of itself, as HTML. */
    get rich(): string {
      return this.#parts?.output.html ?? "";
    }

    connectedCallback(): void {
      if (this.#parts === null) this.#build();
      const { code, hand } = this.#parts as unknown as Parts;
      // On a page that was swapped in there may be other elements.
      hand.offer();
      notebook.add(this);
      // The editor comes when the cell is near: a page of many cells opens at once.
      const near = new IntersectionObserver(
        (entries) => {
          if (entries.some((entry) => entry.isIntersecting)) void code.open(false);
        },
        { rootMargin: "600px" },
      );
      near.observe(this);
      this.#undo = [() => near.disconnect(), kernel.watch(() => this.#live())];
      this.#live();
    }

    disconnectedCallback(): void {
      for (const undo of this.#undo.splice(0)) undo();
      notebook.remove(this);
      this.#parts?.code.close();
    }

    wait(): void {
      this.#wanted = true;
      this.#become(kernel.life.phase === "ready" ? "running" : "loading");
      this.#live();
    }

    begin(): void {
      this.#wanted = true;
      this.#parts?.output.begin();
      this.#parts?.exercise?.clear();
      this.#parts?.code.mark(null);
      this.wait();
    }

    write(_stream: "stdout" | "stderr", text: string): void {
      this.#parts?.output.write(text);
    }

    finish(result: CellResult): void {
      const { text, html, error, element, passed } = result;
      this.#settle();
      this.#parts?.output.show({ text, failed: error !== null, html: html ?? "" });
      this.#parts?.hand.offer(element);
      this.#parts?.exercise?.finish(result);
      this.#parts?.code.mark(error?.line ?? null);
      // An exercise leaves nothing in memory, and so nothing of it is ever gone.
      this.ranIn = this.check === null ? kernel.generation : 0;
      if (error !== null) this.#become("error");
      else this.#become("done", passed === null ? WORDS.done : "");
    }

    abandon(reason: string): void {
      this.#parts?.output.stop();
      this.#settle();
      this.ranIn = 0;
      this.#become("static", reason);
    }

    #settle(): void {
      this.#wanted = false;
      showLife(this.#life, kernel, false);
    }

    #build(): void {
      this.setAttribute("role", "group");
      this.setAttribute("aria-label", this.title);
      const say = (words: string): void => this.#parts?.bar.say(words);
      const code = new Code(this, loadEditor, {
        changed: () => this.#parts?.bar.able(this.#wanted, !this.#pristine),
        run: () => this.#ask(),
        focused: (focused) => this.#focused(focused),
        say,
      });
      const output = new Output(this);
      const check = this.querySelector(":scope > .cell-check");
      const exercise = check === null ? null : new Exercise(this, check, (text) => void this.#put(text, "The solution is in the cell; undo in the editor gets yours again"));
      const earlier = earlierText(this.title, code.built, (text) => this.#put(text, "Your earlier text is in the cell; undo in the editor takes it out again"));
      const acts = { run: () => this.#ask(), stop: () => this.#wanted && notebook.stop(), restore: () => this.#bringBack() };
      const bar = new Bar(this, exercise !== null, acts, [code.again, earlier, code.way]);
      const hand = new HandOver(this);
      output.block.before(bar.element, this.#life);
      output.end.after(...(exercise === null ? [] : [exercise.verdict]), hand.element);
      this.#parts = { code, bar, output, hand, exercise, built: { text: output.text, failed: output.failed, html: output.html, offer: hand.json } };
      code.recall();
      this.#become("static");
    }

    #ask(): void {
      if (!this.#wanted) notebook.run(this);
    }

    /** Another text, which undo in the editor takes back: so the editor must be there first. */
    async #put(text: string, words: string): Promise<void> {
      const code = this.#parts?.code;
      await code?.open(false);
      this.code = text;
      this.#parts?.bar.say(words);
      this.scrollIntoView({ block: "nearest" });
      await code?.open(true);
    }

    #focused(focused: boolean): void {
      if (focused) kernel.start();
      this.toggleAttribute("data-focused", focused);
    }

    get #pristine(): boolean {
      if (this.#parts === null) return true;
      const { code, output, built } = this.#parts;
      return code.text === code.built && output.text === built.text && output.html === built.html;
    }

    #bringBack(): void {
      if (this.#wanted || this.#parts === null) return;
      const { code, output, hand, exercise, built } = this.#parts;
      code.text = code.built;
      this.ranIn = 0;
      output.show(built);
      hand.offer(built.offer);
      exercise?.clear();
      code.mark(null);
      this.#become("static");
    }

    #become(status: Status, words = WORDS[status]): void {
      this.setAttribute("status", status);
      this.#parts?.bar.able(this.#wanted, !(this.#pristine && status === "static"));
      this.#parts?.bar.say(words);
    }

    /** Python's life as this cell sees it: only while it waits, or when what it ran in is gone. */
    #live(): void {
      showLife(this.#life, kernel, this.#wanted);
      const status = this.getAttribute("status");
      if (this.#wanted) {
        const now = kernel.life.phase === "error" ? "error" : kernel.life.phase === "ready" ? "running" : "loading";
        if (now !== status) this.#become(now, now === "error" ? "" : WORDS[now]);
      } else if (this.ranIn > 0 && this.ranIn !== kernel.generation) {
        this.ranIn = 0;
        this.#become("static", "Not run in this Python");
      }
    }
  };
}
