/** `<python-cell>`: highlighted code with its output becomes an editor with buttons around the same words. */
import { able, button, make, pageName, save } from "../dom";
import { showLife } from "../life";
import type { CellResult } from "../protocol";
import type { Kernel } from "../runtime/api";
import { draft, keepDraft } from "./drafts";
import type { Editor, OpenEditor } from "./editing";
import type { Notebook, Runnable } from "./notebook";

type Status = "static" | "loading" | "running" | "done" | "error";

const WORDS: Readonly<Record<Status, string>> = { static: "", loading: "Waiting for Python", running: "Running", done: "Done", error: "Error" };

export function cellClass(kernel: Kernel, notebook: Notebook, loadEditor: () => Promise<OpenEditor>): CustomElementConstructor {
  return class PythonCell extends HTMLElement implements Runnable {
    ranIn = 0;
    #built = { code: "", output: "", failed: false };
    #code = "";
    #editor: Editor | null = null;
    #opening = false;
    #line: number | null = null;
    #streamed: string[] = [];
    #frame = 0;
    /** Asked to run, and not yet at its end. */
    #wanted = false;
    #undo: (() => void)[] = [];
    readonly #run = button("Run", "ls-primary cell-run", () => this.#ask());
    readonly #stop = button("Stop", "ls-secondary cell-stop", () => this.#wanted && notebook.stop());
    readonly #restore = button("Restore", "ls-secondary", () => this.#bringBack());
    readonly #copy = button("Copy", "ls-quiet", () => void this.#toClipboard());
    readonly #save = button("Save", "ls-quiet", () => save(`${pageName()}-${this.title.toLowerCase().replaceAll(" ", "-")}.py`, new Blob([`${this.#code}\n`], { type: "text/x-python" })));
    readonly #words = make("span", { class: "cell-words", role: "status" });
    readonly #life = make("div", { class: "ls-life" });
    #source: HTMLElement | null = null;
    #output: HTMLElement | null = null;

    override get title(): string {
      return this.getAttribute("name") ?? "Cell";
    }

    get raises(): string | null {
      return this.getAttribute("raises");
    }

    get code(): string {
      return this.#code;
    }

    set code(text: string) {
      if (this.#editor !== null) this.#editor.setCode(text);
      else this.#edited(text, true);
    }

    /** The text shown, built or live. */
    get output(): string {
      this.#flush();
      return this.#output?.textContent ?? "";
    }

    connectedCallback(): void {
      if (this.#source === null) this.#build();
      notebook.add(this);
      // The editor comes when the cell is near: a page of many cells opens at once.
      const near = new IntersectionObserver(
        (entries) => {
          if (entries.some((entry) => entry.isIntersecting)) void this.#open(false);
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
      if (this.#editor === null) return;
      // Back on a page, it opens anew with the same text.
      const box = this.querySelector(".cell-editor");
      this.#editor.close();
      this.#editor = null;
      box?.replaceWith(this.#source ?? "");
    }

    wait(): void {
      this.#wanted = true;
      this.#become(kernel.life.phase === "ready" ? "running" : "loading");
      this.#live();
    }

    begin(): void {
      this.#wanted = true;
      this.#streamed = [];
      this.#show("", false);
      this.#mark(null);
      this.wait();
    }

    write(_stream: "stdout" | "stderr", text: string): void {
      this.#streamed.push(text);
      this.#frame ||= requestAnimationFrame(() => this.#flush());
    }

    finish({ text, error }: CellResult): void {
      this.#settle();
      this.ranIn = kernel.generation;
      this.#show(text, error !== null);
      this.#mark(error?.line ?? null);
      this.#become(error === null ? "done" : "error");
    }

    abandon(reason: string): void {
      this.#flush();
      this.#settle();
      this.ranIn = 0;
      this.#become("static", reason);
    }

    #settle(): void {
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
      this.#streamed = [];
      this.#wanted = false;
      showLife(this.#life, kernel, false);
    }

    #build(): void {
      this.#source = this.querySelector<HTMLElement>(".highlight") ?? this.appendChild(make("div", { class: "highlight" }, make("pre", {}, make("code"))));
      const code = this.#source.querySelector("code") ?? this.#source;
      let output = this.querySelector<HTMLElement>(".cell-output");
      if (output === null) output = this.appendChild(make("pre", { class: "cell-output", hidden: true }, make("samp")));
      this.#output = output.querySelector("samp") ?? output;
      this.#code = (code.textContent ?? "").replace(/\n$/, "");
      this.#built = { code: this.#code, output: this.#output.textContent ?? "", failed: output.classList.contains("cell-output-error") };
      this.setAttribute("role", "group");
      this.setAttribute("aria-label", this.title);
      const bar = this.querySelector(".cell-bar") ?? make("div", { class: "cell-bar" });
      bar.replaceChildren(this.#run, this.#stop, this.#restore, this.#copy, this.#save, this.#words);
      this.#save.title = "Saves this cell as a Python file";
      this.#run.title = "Runs this cell, after the cells above that have not run (Ctrl or ⌘ and Enter)";
      output.before(bar, this.#life);
      this.#source.addEventListener("pointerdown", () => void this.#open(true));
      const kept = draft(this.title);
      if (kept !== null && kept !== this.#code) this.#edited(kept, true);
      this.#become("static");
    }

    #ask(): void {
      if (!this.#wanted) notebook.run(this);
    }

    async #open(focus: boolean): Promise<void> {
      if (this.#editor !== null || this.#opening || this.#source === null) return;
      this.#opening = true;
      try {
        const open = await loadEditor();
        const box = make("div", { class: "highlight cell-editor" });
        this.#source.after(box);
        const options = {
          code: this.#code,
          label: `Python code, ${this.title}`,
          changed: (code: string) => this.#edited(code, false),
          run: () => this.#ask(),
          focused: (focused: boolean) => this.#focused(focused),
        };
        this.#editor = open(box, options);
        this.#source.remove();
        this.#mark(this.#line);
        if (focus) this.#editor.focus();
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        this.#words.textContent = `The editor is not there: ${why} Run works; click the code to try again.`;
      } finally {
        this.#opening = false;
      }
    }

    #focused(focused: boolean): void {
      if (focused) kernel.start();
      this.toggleAttribute("data-focused", focused);
    }

    #edited(code: string, written: boolean): void {
      this.#code = code;
      this.#line = null;
      const place = this.#source?.querySelector("code");
      if (written && place) place.textContent = code;
      const own = code !== this.#built.code;
      const kept = keepDraft(this.title, own ? code : null);
      able(this.#restore, !this.#pristine);
      if (!kept) this.#words.textContent = "This browser's store is full or closed: copy the text before you leave the page.";
    }

    get #pristine(): boolean {
      return this.#code === this.#built.code && this.output === this.#built.output;
    }

    #bringBack(): void {
      if (this.#wanted) return;
      const { code, output, failed } = this.#built;
      this.code = code;
      this.ranIn = 0;
      this.#show(output, failed);
      this.#mark(null);
      this.#become("static");
    }

    async #toClipboard(): Promise<void> {
      try {
        await navigator.clipboard.writeText(this.#code);
        this.#words.textContent = "Copied";
      } catch {
        this.#words.textContent = "The browser does not allow copying: select the text instead.";
      }
    }

    #become(status: Status, words = WORDS[status]): void {
      this.setAttribute("status", status);
      able(this.#run, !this.#wanted);
      able(this.#stop, this.#wanted);
      this.#stop.title = this.#wanted ? "Ends what runs, at once" : "Nothing is running here";
      able(this.#restore, !this.#wanted && !(this.#pristine && status === "static"));
      this.#restore.title = "Brings the text and its output back as they were (undo in the editor gets yours again)";
      this.#words.textContent = words;
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

    #mark(line: number | null): void {
      this.#line = line;
      this.#editor?.mark(line);
    }

    #flush(): void {
      if (this.#streamed.length === 0 || this.#output === null) return;
      this.#output.append(this.#streamed.splice(0).join(""));
      (this.#output.closest(".cell-output") as HTMLElement).hidden = false;
    }

    #show(text: string, failed: boolean): void {
      const block = this.#output?.closest<HTMLElement>(".cell-output");
      if (!block || this.#output === null) return;
      this.#output.textContent = text;
      block.classList.toggle("cell-output-error", failed);
      block.hidden = text === "";
    }
  };
}
