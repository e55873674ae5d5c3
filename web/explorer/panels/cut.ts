/** The landscape along the next step: what the tangent and the model promise, what f does, and what Armijo's rule accepts. */
import { button, make } from "../../dom";
import type { Model, Wanted } from "../model";
import { exact, plain, short } from "../numbers";
import type { Scene } from "../scene";
import { specOf } from "../specs";
import type { CutReply } from "../replies";
import type { Maybe } from "../types";
import { cutPicture, type Cut } from "./cut-picture";
import type { Panel, View } from "./panel";
import { changes, draggable, hue, Picture, sample, svg } from "./plot";

const STEP = 0.01;
/** As many pixels from the full step, and it is the full step. */
const CATCH = 5;

let count = 0;

function legend(): HTMLElement {
  const key = (kind: string): SVGElement => sample(svg("line", { class: kind, x1: 1, x2: 33, y1: 6, y2: 6 }));
  const band = sample(svg("rect", { class: "ls-band", x: 1, y: 0, width: 32, height: 12 }), svg("rect", { class: "ls-band-foot", x: 1, y: 8, width: 32, height: 4 }));
  const entry = (sign: SVGElement, name: string): HTMLElement => make("li", {}, sign, name);
  return make(
    "ul",
    { class: "ls-legend" },
    entry(key("ls-f"), "f"),
    entry(key("ls-tangent"), "tangent"),
    entry(key("ls-model"), "quadratic model"),
    entry(key("ls-armijo"), "Armijo’s limit"),
    entry(band, "accepted by Armijo’s rule"),
  );
}

/** One sentence for who does not see the picture. */
function claim(reply: CutReply, title: string, scale: number): string {
  const full = reply.lengths.data.findIndex((t) => Math.abs(t - 1) < 1e-9);
  const end = reply.values.data[full];
  const [from, to] = [short(reply.value, scale), short(end === undefined || !Number.isFinite(end) ? null : end, scale)];
  const way = reply.value === null || end === undefined || !Number.isFinite(end) || to === from ? null : end < reply.value ? "falls" : "rises";
  return `f along the next step of ${title}: ${way === null ? `${from} here, ${to}` : `${way} from ${from} to ${to}`} at the full step.`;
}

function told({ at, slope }: CutReply, scale: number): (Node | string)[] {
  const number = (value: Maybe): HTMLElement => make("b", { class: "ls-number", title: exact(value) }, short(value, scale));
  const refused = (slope ?? 0) < 0 ? "not accepted by Armijo’s rule." : "not accepted by Armijo’s rule: this direction does not lead downhill.";
  const verdict = at.accepted ? "accepted by Armijo’s rule." : at.length > 0 ? refused : "Armijo’s rule speaks of lengths above 0 only.";
  return [
    make("span", {}, "At ", make("i", {}, "t"), ` = ${at.length.toFixed(2).replace("-", "−")}:`),
    " ",
    make("span", {}, "predicted Δf ", number(at.predicted), ","),
    " ",
    make("span", {}, "actual Δf ", number(at.actual), ","),
    " ",
    make("b", { class: at.accepted ? "ls-yes" : "ls-no" }, verdict),
  ];
}

class CutView implements View {
  readonly #picture = new Picture("ls-plot-cut", () => this.update());
  readonly #slider = make("input", { type: "range", step: STEP });
  readonly #output = make("output");
  readonly #select = make("select", { class: "ls-select" });
  readonly #words = make("p", { class: "ls-cut-words" });
  readonly #go = button("Go there", "ls-secondary", () => this.#leap());
  readonly #root: HTMLElement;
  readonly #redraw = changes();
  readonly #choices = changes();
  #cut: Cut | null = null;

  constructor(
    host: HTMLElement,
    readonly model: Model,
  ) {
    const id = `ls-cut-${++count}`;
    this.#slider.id = id;
    this.#select.id = `${id}-method`;
    this.#output.htmlFor.add(id);
    this.#slider.addEventListener("input", () => model.setLength(Number(this.#slider.value)));
    this.#slider.addEventListener("change", () => model.released());
    this.#select.addEventListener("change", () => model.setLead(this.#select.value));
    draggable(this.#picture.host, (x) => this.#drag(x), () => model.released());
    const range = make("div", { class: "ls-length" }, make("label", { for: id }, "Step length"), this.#slider, this.#output);
    const choice = make("div", { class: "ls-plot-choice" }, make("label", { for: this.#select.id }, "Method"), this.#select);
    this.#root = make(
      "div",
      { class: "ls-cut" },
      make("div", { class: "ls-cut-picture" }, this.#picture.host, range),
      make("div", { class: "ls-cut-side" }, this.#words, make("div", { class: "ls-cut-acts" }, this.#go, choice), legend()),
    );
    host.append(this.#root);
  }

  update(): void {
    const { model } = this;
    const { scene } = model;
    if (scene === null) return;
    const wanted = this.#ask(scene);
    this.#choose(scene);
    this.#root.classList.toggle("ls-stale", wanted !== null && !wanted.fresh);
    const reply = wanted?.answer ?? null;
    const open = reply !== null && reply.direction !== null;
    this.#slider.disabled = !open;
    this.#go.disabled = !open;
    this.#go.title = open ? "Puts the probe at this point of the cut" : "There is no step to go along";
    if (!this.#redraw(reply, scene.length, open, ...this.#picture.size, model.field)) return;
    this.#hold(scene.length, reply);
    if (open) this.#draw(reply, scene.length);
    else {
      this.#cut = null;
      this.#picture.say(reply === null ? "The cut is drawn when Python is ready." : reply.message);
      this.#words.replaceChildren(reply === null ? "" : "Where there is no step, there is no cut. Place the probe somewhere else, or choose another method.");
    }
  }

  stop(): void {
    this.#picture.stop();
  }

  #ask(scene: Scene): Wanted<CutReply> | null {
    return this.model.want<CutReply>("cut", { query: "cut", landscape: specOf(scene.card), point: scene.point, method: this.model.spec(scene.lead), length: scene.length });
  }

  #draw(reply: CutReply, length: number): void {
    const { model } = this;
    const [width, height] = this.#picture.size;
    if (width < 80 || height < 80) return;
    const scale = largest(reply);
    this.#cut = cutPicture(reply, length, [width, height]);
    this.#picture.draw(claim(reply, model.card(reply.method)?.title ?? reply.method, scale), ...this.#cut.layers);
    this.#words.replaceChildren(...told(reply, scale));
    const [left, right] = this.#cut.margins;
    this.#root.setAttribute("style", `${hue(reply.method)}; --ls-left: ${left}px; --ls-right: ${right}px`);
  }

  /** The slider keeps its element, so that a finger on it is never lost. */
  #hold(length: number, reply: CutReply | null): void {
    if (reply !== null) {
      this.#slider.min = String(reply.lengths.data[0] ?? 0);
      this.#slider.max = String(reply.lengths.data.at(-1) ?? 1);
    }
    this.#slider.value = String(length);
    this.#slider.setAttribute("aria-valuetext", `${plain(length)} of the full step`);
    this.#output.value = `t = ${length.toFixed(2).replace("-", "−")}`;
  }

  #choose({ chosen, lead }: Scene): void {
    const { model } = this;
    const shown = chosen.includes(lead) ? chosen : [...chosen, lead];
    if (this.#choices(model.catalogue, shown.join())) {
      this.#select.replaceChildren(...shown.map((name) => make("option", { value: name }, model.card(name)?.title ?? name)));
    }
    if (this.#select.value !== lead) this.#select.value = lead;
  }

  #drag(x: number): void {
    const cut = this.#cut;
    if (cut === null) return;
    const stop = [1, 0].find((t) => Math.abs(cut.x(t) - x) < CATCH);
    this.model.setLength(stop ?? Number(cut.length(x).toFixed(2)));
  }

  #leap(): void {
    const wanted = this.model.scene === null ? null : this.#ask(this.model.scene);
    if (wanted?.fresh && wanted.answer.direction !== null) this.model.place(wanted.answer.at.point);
  }
}

/** What counts as large on this cut: differences far below it are rounding. */
function largest({ values, lengths, value }: CutReply): number {
  const near = values.data.filter((v, k) => Number.isFinite(v) && Math.abs((lengths.data[k] as number) - 0.5) <= 0.5);
  return Math.max(Math.abs(value ?? 0), ...near.map(Math.abs));
}

export const cutPanel: Panel = {
  name: "cut",
  title: "Cut along the step",
  about: "The height along the next step: what the tangent and the model promise, and what the ground does.",
  mount: (host, model) => new CutView(host, model),
};
