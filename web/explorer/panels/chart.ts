/** How fast: one quantity of the newest walks over their iterates. */
import { make } from "../../dom";
import type { Model } from "../model";
import { exact, short } from "../numbers";
import { active, iterateOf, type Scene } from "../scene";
import type { LandscapeCard, Maybe, Row } from "../types";
import { chartPicture, type Chart, type Series } from "./chart-picture";
import type { Panel, View } from "./panel";
import { swatch } from "../swatch";
import { changes, draggable, hue, Picture } from "./plot";

const EMPTY = "Take a step, and the chart begins.";

interface Quantity {
  readonly name: string;
  /** At the axis, in the legend, and in a sentence. */
  readonly sign: string;
  readonly about: (card: LandscapeCard) => string;
  readonly of: (row: Row, card: LandscapeCard) => Maybe;
  /** Why there is no such number on this landscape; null where there is. */
  readonly missing: (card: LandscapeCard) => string | null;
}

const QUANTITIES: readonly Quantity[] = [
  {
    name: "f − f*",
    sign: "f − f*",
    about: () => "Height above the lowest known minimum, f*",
    of: ({ value }, { least }) => (value === null || least === null ? null : value - least),
    missing: ({ least }) => (least === null ? "No f − f*: this landscape has no known lowest minimum f*." : null),
  },
  { name: "|g|", sign: "|g|", about: () => "Length of the gradient", of: ({ slope }) => slope, missing: () => null },
  {
    name: "Distance",
    sign: "distance",
    about: ({ goal }) => `Distance to the nearest ${goal ?? "stationary point"}`,
    of: ({ distance }) => distance,
    missing: ({ goal }) => (goal === null ? "No distance: no stationary point is known on this landscape." : null),
  },
];

let count = 0;

class ChartView implements View {
  readonly #picture = new Picture("ls-plot-chart", () => this.update());
  readonly #radios: readonly HTMLInputElement[];
  readonly #legend = make("ul", { class: "ls-legend" });
  readonly #caption = make("p", { class: "ls-plot-caption ls-about-chart" });
  readonly #redraw = changes();
  readonly #listed = changes();
  #wish = 0;
  #chart: Chart | null = null;
  #hair: SVGElement | null = null;
  #series: readonly Series[] = [];

  constructor(
    host: HTMLElement,
    readonly model: Model,
  ) {
    const group = `ls-chart-${++count}`;
    this.#radios = QUANTITIES.map((_, k) => make("input", { type: "radio", name: group, value: k }));
    this.#radios.forEach((radio, k) =>
      radio.addEventListener("change", () => {
        this.#wish = k;
        this.update();
      }),
    );
    draggable(this.#picture.host, (x) => this.#go(x), () => model.released());
    const choice = make("fieldset", { class: "ls-segments" }, make("legend", { class: "ls-hidden" }, "What the chart shows"));
    choice.append(...QUANTITIES.map(({ name }, k) => make("label", {}, this.#radios[k] as HTMLInputElement, make("span", {}, name))));
    host.append(make("div", { class: "ls-chart" }, choice, this.#picture.host, this.#legend, this.#caption));
  }

  update(): void {
    const { scene } = this.model;
    if (scene === null) return;
    const walks = active(scene);
    const index = this.#offer(scene.card);
    if (this.#redraw(scene.card, index, this.model.catalogue, ...this.#picture.size, ...walks)) this.#draw(scene, index);
    const k = iterateOf(scene);
    if (this.#listed(this.#series, k)) this.#mark(k);
  }

  stop(): void {
    this.#picture.stop();
  }

  /** What can be chosen on this landscape; what was wished for comes back where there is such a number. */
  #offer(card: LandscapeCard): number {
    const can = QUANTITIES.map(({ missing }) => missing(card));
    const index = can[this.#wish] === null ? this.#wish : can.indexOf(null);
    this.#radios.forEach((radio, k) => {
      radio.disabled = can[k] !== null;
      radio.checked = k === index;
      radio.parentElement?.setAttribute("title", can[k] ?? QUANTITIES[k]?.about(card) ?? "");
    });
    return index;
  }

  #draw(scene: Scene, index: number): void {
    const quantity = QUANTITIES[index] as Quantity;
    const title = (method: string): string => this.model.card(method)?.title ?? method;
    this.#series = active(scene).map((walk) => ({ walk, title: title(walk.method), values: walk.rows.map((row) => quantity.of(row, scene.card)) }));
    const [width, height] = this.#picture.size;
    if (this.#series.length === 0) {
      this.#chart = null;
      this.#picture.say(EMPTY);
      this.#caption.textContent = "";
      return;
    }
    if (width < 80 || height < 80) return;
    this.#chart = chartPicture(this.#series, quantity.sign, [width, height]);
    this.#hair = this.#chart.hair(iterateOf(scene));
    this.#picture.draw(claim(this.#series, quantity, scene.card), this.#hair, ...this.#chart.layers);
    this.#caption.textContent = caption(this.#chart, quantity, scene.card);
  }

  /** The line through the shown iterate, and the numbers there. */
  #mark(k: number): void {
    const entries = this.#series.map(({ walk, title, values }) => {
      const at = Math.min(k, values.length - 1);
      const value = values[at] ?? null;
      const late = at < k ? ` (k = ${at})` : "";
      return make("li", { style: hue(walk.method) }, swatch(walk.method), title, make("span", { class: "ls-number", title: exact(value) }, `${short(value, 0)}${late}`));
    });
    this.#legend.replaceChildren(...entries);
    const hair = this.#chart?.hair(k) ?? null;
    if (hair !== null && this.#hair !== null) this.#hair.replaceWith(hair);
    this.#hair = hair;
  }

  #go(x: number): void {
    if (this.#chart === null || this.model.scene === null) return;
    const k = this.#chart.iterate(x);
    if (k !== iterateOf(this.model.scene)) this.model.goTo(k);
  }
}

function caption(chart: Chart, quantity: Quantity, card: LandscapeCard): string {
  const nil = chart.below ? "0 or less" : "exactly 0";
  const zeros = chart.zeros ? ` ▽ at the lower edge: ${nil}, which has no place on such a scale.` : "";
  const beyond = chart.beyond ? " What runs away leaves at the upper edge." : "";
  const missing = QUANTITIES.map((q) => q.missing(card)).find((why) => why !== null);
  return `${quantity.about(card)}, on a logarithmic scale: a straight line means the same factor at every step; one that bends down gains more each time.${zeros}${beyond}${missing === undefined ? "" : ` ${missing}`}`;
}

function claim(series: readonly Series[], quantity: Quantity, card: LandscapeCard): string {
  const said = series.map(({ title, values }) => {
    const [from, to] = [values[0] ?? null, values.at(-1) ?? null];
    const way = from === null || to === null || from === to ? "goes" : to < from ? "falls" : "rises";
    return `${title} ${way} from ${short(from, 0)} to ${short(to, 0)} in ${values.length - 1} step${values.length === 2 ? "" : "s"}`;
  });
  return `${quantity.about(card)}, by iterate: ${said.join("; ")}.`;
}

export const chartPanel: Panel = {
  name: "chart",
  title: "Chart",
  about: "How fast: height, slope or distance over the iterates of each method, on a logarithmic scale.",
  mount: (host, model) => new ChartView(host, model),
};
