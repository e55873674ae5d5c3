/** The numbers at the probe: matrices as matrices, eigenvalues as signed bars, both next steps side by side. */
import { make } from "../dom";
import type { Model } from "./model";
import { exact, short } from "./numbers";
import type { Scene } from "./scene";
import { swatch } from "./swatch";
import type { NextStep, Probe } from "./types";

type Show = (value: number | null, scale?: number) => HTMLElement;
const DASH = "–";

/** Kinds by shape as well as by hue, in text too. */
const SHAPE: Readonly<Record<string, string>> = { minimum: "●", saddle: "◆", maximum: "▲", undecided: "■" };

function row(name: string, ...content: readonly (Node | string | null)[]): HTMLElement {
  return make("div", { class: "ls-row" }, make("dt", {}, name), make("dd", {}, ...content));
}

function bracketed(rows: readonly (readonly HTMLElement[])[]): HTMLElement {
  const cells = rows.map((cells) => make("span", { class: "ls-matrix-row" }, ...cells));
  return make("span", { class: "ls-matrix" }, ...cells);
}

function bars(values: readonly (number | null)[], show: Show): HTMLElement {
  const largest = Math.max(...values.map((v) => Math.abs(v ?? 0)), Number.MIN_VALUE);
  const lines = values.map((value) => {
    const share = ((value ?? 0) / largest) * 50;
    const bar = make("span", { class: `ls-bar ${share < 0 ? "ls-negative" : "ls-positive"}`, style: `--share:${Math.abs(share).toFixed(1)}%` });
    return make("span", { class: "ls-eigen" }, show(value, largest), make("span", { class: "ls-track", "aria-hidden": "true" }, bar));
  });
  return make("span", { class: "ls-eigens" }, ...lines);
}

function steps(list: readonly NextStep[], title: (method: string) => string, show: Show, scale: number): HTMLElement {
  const head = make("tr", {}, ...["Next step", "Predicted Δf", "Actual Δf"].map((text) => make("th", { scope: "col" }, text)));
  const body = list.map((step) => {
    const label = make("th", { scope: "row" }, swatch(step.method), title(step.method));
    if (step.direction === null) return make("tr", {}, label, make("td", { colspan: 2 }, step.message));
    const refused = step.point === null ? make("span", { class: "ls-muted", title: step.message }, " refused") : null;
    return make("tr", {}, label, make("td", {}, show(step.predicted, scale)), make("td", {}, show(step.actual, scale), refused));
  });
  return make("table", { class: "ls-steps" }, make("thead", {}, head), make("tbody", {}, ...body));
}

/** `all`: every digit a double has, instead of four. */
export function readout(model: Model, { card, point: at, probe }: Scene, all: boolean): Node[] {
  const { field } = model;
  const spread = field === null ? 1 : Math.max(1e-300, (field.maximum ?? 0) - (field.minimum ?? 0));
  const width = card.window[1][1] - card.window[1][0];
  // "Gradient" is enough where the button says the same.
  const title = (method: string): string => (method === "GradientDescent" ? "Gradient" : (model.card(method)?.title ?? method));
  const show: Show = (value, scale = spread) => make("span", { class: "ls-number", title: exact(value) }, all ? exact(value) : short(value, scale));
  const waiting = (): HTMLElement => make("span", { class: "ls-muted" }, DASH);
  const point = bracketed([[show(at[0], width)], [show(at[1], width)]]);
  const numbers = probe === null ? pending(point, waiting) : known(probe, point, show, spread, width);
  const about = make("p", { class: "ls-about" }, make("code", {}, `f(x, y) = ${card.python}`));
  return [about, numbers, ...(probe === null ? [] : [steps(probe.steps, title, show, spread)])];
}

function pending(point: HTMLElement, waiting: () => HTMLElement): HTMLElement {
  const names = ["Value f", "Gradient ∇f", "Hessian H", "Eigenvalues", "Definiteness", "Kind"];
  return make("dl", { class: "ls-numbers" }, row("Point", point), ...names.map((name) => row(name, waiting())));
}

function known(p: Probe, point: HTMLElement, show: Show, spread: number, width: number): HTMLElement {
  const slope = spread / width;
  const curve = slope / width;
  const kind = make("span", { class: `ls-kind ls-ink-${p.kind.replace(" ", "-")}` }, SHAPE[p.kind] === undefined ? "" : `${SHAPE[p.kind]} `, p.kind);
  return make(
    "dl",
    { class: "ls-numbers" },
    row("Point", point),
    row("Value f", show(p.value)),
    row("Gradient ∇f", bracketed(p.gradient.map((g) => [show(g, slope)]))),
    row("Hessian H", bracketed(p.hessian.map((r) => r.map((h) => show(h, curve))))),
    row("Eigenvalues", bars(p.eigenvalues, show)),
    row("Definiteness", p.definiteness),
    row("Kind", kind),
  );
}
