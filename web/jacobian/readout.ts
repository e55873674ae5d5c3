/** The numbers: J as a matrix whose columns wear the colours of the arrows, areas, and what each wiggle does. */
import { make } from "../dom";
import { exact, short } from "../explorer/numbers";
import type { Maybe } from "../explorer/types";
import type { Model } from "./model";
import type { Scene } from "./scene";
import type { Change, Reply } from "./types";

const HUES = ["jx-first", "jx-second"] as const;

function number(value: Maybe | undefined, scale = 1): HTMLElement {
  if (value === undefined) return make("span", { class: "ls-muted" }, "–");
  return make("span", { class: "ls-number", title: exact(value) }, short(value, scale));
}

export function vector(values: readonly (Maybe | undefined)[]): HTMLElement {
  return make("span", { class: "jx-vector-text" }, "(", number(values[0]), ", ", number(values[1]), ")");
}

function matrix({ card }: Scene, reply: Reply | null): HTMLElement {
  const head = card.inputs.map((name, j) => make("th", { scope: "col", class: HUES[j] as string }, `wiggle ${name}`));
  const rows = card.outputs.map((name, i) => {
    const cells = card.inputs.map((_, j) => make("td", { class: HUES[j] as string }, number(reply?.jacobian[i]?.[j])));
    return make("tr", {}, make("th", { scope: "row" }, `output ${i + 1}: ${name}`), ...cells);
  });
  return make("table", { class: "jx-matrix" }, make("caption", {}, "Jacobian J"), make("thead", {}, make("tr", {}, make("td"), ...head)), make("tbody", {}, ...rows));
}

function row(name: string, ...content: readonly (Node | string)[]): HTMLElement {
  return make("div", { class: "jx-row" }, make("dt", {}, name), make("dd", {}, ...content));
}

function places({ card, point }: Scene, reply: Reply | null): HTMLElement {
  const { area, predicted, actual } = reply?.square ?? {};
  return make(
    "dl",
    { class: "jx-list" },
    row(`Inputs (${card.inputs.join(", ")})`, vector(point)),
    row(`Outputs (${card.outputs.join(", ")})`, vector(reply?.value ?? [])),
    row("det J", number(reply?.determinant)),
    row("Area of the wiggles", number(area)),
    row("times det J", number(predicted)),
    row("Area of the image", number(actual)),
    row("J is singular", card.singular === "nowhere" || card.singular === "everywhere" ? card.singular : `where ${card.singular}`),
  );
}

function changes({ card, wiggle }: Scene, reply: Reply | null): HTMLElement {
  const line = (name: string, hue: string, change: Change | undefined): HTMLElement => {
    const cells = [change?.actual ?? [], change?.predicted ?? []].map((values) => make("td", {}, vector(values)));
    return make("tr", { class: hue }, make("th", { scope: "row" }, name), ...cells);
  };
  const head = ["Wiggle", "Actual change", "Predicted by J"].map((text) => make("th", { scope: "col" }, text));
  const body = card.inputs.map((name, j) => line(`${name} by ${short(wiggle[j] as number)}`, HUES[j] as string, reply?.changes[j]));
  return make("table", { class: "jx-changes" }, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body, line("both", "", reply?.both)));
}

export function readout(model: Model, scene: Scene): Node[] {
  const { reply } = model;
  // While Python answers, which takes no time, the last numbers stay; while it cannot, there are none.
  const known = reply !== null && reply.map === scene.card.name && (model.fresh || model.engine.life.phase === "ready") ? reply : null;
  return [make("div", { class: "jx-left" }, matrix(scene, known), changes(scene, known)), places(scene, known)];
}
