/** What a cell came to: its text as it streams, and below it what its last expression shows of itself. */
import { make } from "../dom";
import { safe } from "./rich";
import { reachable } from "./scrolled";

export interface Shown {
  readonly text: string;
  readonly failed: boolean;
  readonly html: string;
}

export class Output {
  readonly block: HTMLElement;
  readonly #text: HTMLElement;
  readonly #rich: HTMLElement;
  readonly #look: () => void;
  #streamed: string[] = [];
  #frame = 0;

  /** Takes over what the build has put into `cell`, or makes its places. */
  constructor(cell: HTMLElement) {
    this.block = cell.querySelector<HTMLElement>(".cell-output") ?? cell.appendChild(make("pre", { class: "cell-output", hidden: true }, make("samp")));
    this.#text = this.block.querySelector("samp") ?? this.block;
    let rich = cell.querySelector<HTMLElement>(":scope > .cell-rich");
    if (rich === null) this.block.after((rich = make("div", { class: "cell-rich", hidden: true })));
    this.#rich = rich;
    this.#look = reachable(this.block, `Output of ${cell.title}`);
    reachable(rich, `What ${cell.title} shows`);
  }

  /** The last of its elements: what belongs to the output stands after it. */
  get end(): HTMLElement {
    return this.#rich;
  }

  get text(): string {
    this.flush();
    return this.#text.textContent ?? "";
  }

  get html(): string {
    return this.#rich.hidden ? "" : this.#rich.innerHTML;
  }

  get failed(): boolean {
    return this.block.classList.contains("cell-output-error");
  }

  /** A new run: the text goes, and what was shown stays, pale, until there is something else. */
  begin(): void {
    const height = this.#rich.hidden ? 0 : this.#rich.offsetHeight;
    this.show({ text: "", failed: false, html: this.html });
    this.#rich.classList.toggle("cell-stale", height > 0);
  }

  write(text: string): void {
    this.#streamed.push(text);
    this.#frame ||= requestAnimationFrame(() => this.flush());
  }

  flush(): void {
    if (this.#streamed.length === 0) return;
    this.#text.append(this.#streamed.splice(0).join(""));
    this.block.hidden = false;
  }

  /** Nothing more comes, and what did not run to its end shows nothing. */
  stop(): void {
    this.flush();
    if (this.#rich.classList.contains("cell-stale")) this.#put("");
    this.#settle();
  }

  show({ text, failed, html }: Shown): void {
    this.#settle();
    this.#text.textContent = text;
    this.block.classList.toggle("cell-output-error", failed);
    this.block.hidden = text === "";
    this.#look();
    if (html !== this.html || this.#rich.classList.contains("cell-stale")) this.#put(html);
  }

  #put(html: string): void {
    this.#rich.replaceChildren(safe(html));
    this.#rich.hidden = html === "";
    this.#rich.classList.remove("cell-stale");
  }

  #settle(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#streamed = [];
  }
}
