/** The text of a cell: highlighted code, in whose place an editor opens when the cell comes near. */
import { button, make } from "../dom";
import { draft, keepDraft } from "./drafts";
import type { Editor, OpenEditor } from "./editing";

export interface Ears {
  changed(): void;
  run(): void;
  focused(focused: boolean): void;
  /** Something that the reader should know, in words. */
  say(words: string): void;
}

let count = 0;

export class Code {
  /** As the build made it. */
  readonly built: string;
  /** Tab indents in the editor: these words describe it, and are shown while it has the focus. */
  readonly way = make("span", { class: "cell-way", id: `cell-way-${++count}` }, "Esc, then Tab leaves the editor");
  /** Where the editor did not come: a way to it that needs no pointer. */
  readonly again = button("Open the editor", "ls-quiet", () => void this.open(true));
  readonly #source: HTMLElement;
  #text: string;
  #editor: Editor | null = null;
  #opening: Promise<void> | null = null;
  #line: number | null = null;

  constructor(
    readonly cell: HTMLElement,
    readonly load: () => Promise<OpenEditor>,
    readonly ears: Ears,
  ) {
    this.#source = cell.querySelector<HTMLElement>(":scope > .highlight") ?? cell.appendChild(make("div", { class: "highlight" }, make("pre", {}, make("code"))));
    this.built = this.#text = ((this.#source.querySelector("code") ?? this.#source).textContent ?? "").replace(/\n$/, "");
    this.again.hidden = true;
    this.#source.addEventListener("pointerdown", () => void this.open(true));
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    if (this.#editor !== null) this.#editor.setCode(text);
    else {
      const place = this.#source.querySelector("code");
      if (place) place.textContent = text;
      this.#edited(text);
    }
  }

  /** What the reader left here, on an earlier visit. */
  recall(): void {
    const kept = draft(this.cell.title, this.built);
    if (kept !== null && kept !== this.#text) this.text = kept;
  }

  /** Opens the editor, once; a second wish waits for the first. */
  async open(focus: boolean): Promise<void> {
    if (this.#editor === null) await (this.#opening ??= this.#open().finally(() => (this.#opening = null)));
    if (focus) this.#editor?.focus();
  }

  /** The line that failed, or none. */
  mark(line: number | null): void {
    this.#line = line;
    this.#editor?.mark(line);
  }

  /** Back on a page, it opens anew with the same text. */
  close(): void {
    if (this.#editor === null) return;
    const box = this.cell.querySelector(".cell-editor");
    this.#editor.close();
    this.#editor = null;
    const place = this.#source.querySelector("code");
    if (place && place.textContent?.replace(/\n$/, "") !== this.#text) place.textContent = this.#text;
    box?.replaceWith(this.#source);
  }

  async #open(): Promise<void> {
    const { cell, ears } = this;
    try {
      const open = await this.load();
      // The page may have been left meanwhile. A cell that comes back opens its editor then.
      if (!cell.isConnected) return;
      const box = make("div", { class: "highlight cell-editor" });
      this.#source.after(box);
      this.#editor = open(box, {
        code: this.#text,
        label: `Python code, ${cell.title}`,
        way: this.way.id,
        changed: (text) => this.#edited(text),
        run: () => ears.run(),
        focused: (focused) => ears.focused(focused),
      });
      this.#source.remove();
      this.mark(this.#line);
      if (!this.again.hidden) ears.say("");
      this.again.hidden = true;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.again.hidden = false;
      ears.say(`The editor is not there: ${why} The buttons work, and Open the editor tries again.`);
    }
  }

  #edited(text: string): void {
    this.#text = text;
    this.#line = null;
    const kept = keepDraft(this.cell.title, this.built, text !== this.built ? text : null);
    this.ears.changed();
    if (!kept) this.ears.say("This browser's store is full or closed: copy the text before you leave the page.");
  }
}
