/** Every number of the iterates of one walk. */
import { button, make, save } from "../../dom";
import type { Model } from "../model";
import { exact, short } from "../numbers";
import { active, leading, shownIn, type Scene, type Walk } from "../scene";
import type { Maybe, Point, Row } from "../types";
import type { Panel, View } from "./panel";
import { changes, hue } from "./plot";
import { csv, how } from "./table-words";

/** Rows come and go by the block: the block of the shown iterate and the one before it are there. */
const BLOCK = 250;
const COLUMNS = ["k", "x", "y", "f", "|g|", "λ₁", "λ₂", "Distance", "Predicted Δf", "Actual Δf", "How it went"] as const;

/** What counts as large in each column; 0: every number is shown as it is, however small. */
interface Scales {
  readonly width: number;
  readonly curvature: number;
}

interface Held {
  readonly row: Row;
  readonly line: HTMLTableRowElement;
}

let count = 0;

class TableView implements View {
  readonly #select = make("select", { class: "ls-select" });
  readonly #digits = button("All digits", "ls-secondary", () => this.#toggle());
  readonly #copy = button("Copy as CSV", "ls-secondary", () => void this.#take());
  readonly #note = make("p", { class: "ls-plot-caption" });
  readonly #body = make("tbody");
  readonly #box: HTMLElement;
  readonly #empty = make("p", { class: "ls-plot-empty" }, "Take a step, and the table begins.");
  readonly #choices = changes();
  readonly #redraw = changes();
  #held: Held[] = [];
  #current: HTMLTableRowElement | undefined;
  #first = 0;
  #all = false;
  #kept: readonly unknown[] = [];

  constructor(
    host: HTMLElement,
    readonly model: Model,
  ) {
    const id = `ls-table-${++count}`;
    this.#select.id = id;
    this.#select.addEventListener("change", () => model.setLead(this.#select.value));
    this.#digits.setAttribute("aria-pressed", "false");
    this.#copy.setAttribute("aria-live", "polite");
    const head = make("thead", {}, make("tr", {}, ...COLUMNS.map((name) => make("th", { scope: "col" }, name))));
    const table = make("table", { class: "ls-iterates" }, make("caption", { class: "ls-hidden" }, "Iterates of the walk"), head, this.#body);
    this.#box = make("div", { class: "ls-table-box", tabindex: 0, role: "region", "aria-label": "Iterates, with every number" }, table);
    // One listener for all rows: they come and go.
    this.#body.addEventListener("click", (event) => {
      const k = (event.target as Element).closest("button")?.dataset["k"];
      if (k === undefined) return;
      model.goTo(Number(k));
      model.released();
    });
    const bar = make("div", { class: "ls-table-bar" }, make("label", { for: id }, "Method"), this.#select, this.#digits, this.#copy);
    host.append(make("div", { class: "ls-table" }, bar, make("div", { class: "ls-table-place" }, this.#box, this.#empty), this.#note));
  }

  update(): void {
    const { model } = this;
    const { scene } = model;
    if (scene === null) return;
    const [walks, walk] = [active(scene), leading(scene)];
    const methods = walk === null ? [scene.lead] : walks.map(({ method }) => method);
    if (this.#choices(model.catalogue, ...methods)) {
      this.#select.replaceChildren(...methods.map((method) => make("option", { value: method }, model.card(method)?.title ?? method)));
    }
    const method = walk?.method ?? scene.lead;
    if (this.#select.value !== method) this.#select.value = method;
    const shown = walk === null ? -1 : shownIn(scene, walk);
    if (!this.#redraw(walk, shown, this.#all, scene.card, model.field)) return;
    this.#box.hidden = walk === null;
    this.#empty.hidden = walk !== null;
    for (const control of [this.#select, this.#digits, this.#copy]) control.disabled = walk === null;
    this.#copy.title = walk === null ? "There are no iterates yet" : "All rows of this walk, with all digits";
    this.#fill(scene, walk, shown);
  }

  /** Rows that are there already stay: nothing that has the focus is replaced, and a longer walk only adds. */
  #fill(scene: Scene, walk: Walk | null, shown: number): void {
    const first = Math.max(0, (Math.floor(shown / BLOCK) - 1) * BLOCK);
    const rows = walk?.rows.slice(first, first + 2 * BLOCK) ?? [];
    const kept = [scene.card, this.model.field, this.#all, walk?.method];
    if (first !== this.#first || kept.some((thing, k) => thing !== this.#kept[k])) this.#held = [];
    [this.#first, this.#kept] = [first, kept];
    this.#held.length = Math.min(this.#held.length, rows.length);
    const same = rows.findIndex((row, k) => this.#held[k]?.row !== row);
    if (same >= 0) this.#held.length = same;
    const scales = this.#scales(scene);
    while (this.#held.length < rows.length) {
      const k = this.#held.length;
      this.#held.push({ row: rows[k] as Row, line: this.#line(first + k, walk?.points[first + k] as Point, rows[k] as Row, scales) });
    }
    if (this.#body.childElementCount !== this.#held.length || this.#held.some(({ line }, k) => this.#body.children[k] !== line)) {
      this.#body.replaceChildren(...this.#held.map(({ line }) => line));
    }
    const current = this.#held[shown - first]?.line;
    if (current !== this.#current) {
      this.#current?.removeAttribute("aria-current");
      current?.setAttribute("aria-current", "step");
      this.#current = current;
    }
    this.#box.setAttribute("style", walk === null ? "" : hue(walk.method));
    this.#reveal(current);
    const total = walk?.rows.length ?? 0;
    this.#note.textContent = rows.length < total ? `Rows ${first} to ${first + rows.length - 1} of 0 to ${total - 1} are shown; the CSV has them all.` : "";
  }

  /** Scrolls the box, never the page: a row out of sight comes to its middle. */
  #reveal(line: HTMLElement | undefined): void {
    if (line === undefined) return;
    const head = this.#box.querySelector("thead")?.offsetHeight ?? 0;
    const { scrollTop, clientHeight } = this.#box;
    const seen = line.offsetTop - head >= scrollTop && line.offsetTop + line.offsetHeight <= scrollTop + clientHeight;
    if (!seen) this.#box.scrollTop = line.offsetTop - (head + clientHeight) / 2;
  }

  #scales({ card }: Scene): Scales {
    const { field } = this.model;
    const width = card.window[1][1] - card.window[1][0];
    const height = field === null ? 0 : (field.maximum ?? 0) - (field.minimum ?? 0);
    return { width, curvature: height / width ** 2 };
  }

  #line(k: number, point: Point, row: Row, { width, curvature }: Scales): HTMLTableRowElement {
    const cell = (value: Maybe, scale: number): HTMLElement => make("td", { title: exact(value) }, this.#all ? exact(value) : short(value, scale));
    // A change below the last digit of f is rounding.
    const change = (value: Maybe): HTMLElement => (k === 0 ? make("td", {}, "–") : cell(value, 1e-4 * Math.abs(row.value ?? 0)));
    const goal = row.distance === null ? make("td", {}, "–") : cell(row.distance, 0);
    const go = make("button", { type: "button", "data-k": k, "aria-label": `Go to iterate ${k}` }, String(k));
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, go),
      cell(point[0], width),
      cell(point[1], width),
      cell(row.value, 0),
      cell(row.slope, 0),
      cell(row.eigenvalues[0], curvature),
      cell(row.eigenvalues[1], curvature),
      goal,
      change(row.predicted),
      change(row.actual),
      make("td", { class: "ls-how" }, how(k, row, this.#all)),
    );
  }

  #toggle(): void {
    this.#all = !this.#all;
    this.#digits.setAttribute("aria-pressed", String(this.#all));
    this.update();
  }

  async #take(): Promise<void> {
    const { scene } = this.model;
    const walk = scene === null ? null : leading(scene);
    if (scene === null || walk === null) return;
    const text = csv(walk);
    let said = "Copied";
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No clipboard from a file, or none that we may write to.
      save(`${scene.card.name}-${walk.method}.csv`, new Blob([text], { type: "text/csv" }));
      said = "Saved as a file";
    }
    this.#copy.textContent = said;
    setTimeout(() => (this.#copy.textContent = "Copy as CSV"), 1800);
  }
}

export const tablePanel: Panel = {
  name: "table",
  title: "Table",
  about: "The iterates of one walk, with every number, to read and to take along.",
  mount: (host, model) => new TableView(host, model),
};
