/** What a stage is about, and its numbers as mathematics: vectors as columns, matrices in brackets. Pure functions. */
import { make } from "../../dom";
import { exact, short } from "../numbers";
import type { Scene } from "../scene";
import type { Stage } from "../replies";
import type { Maybe } from "../types";

/** What a stage does, in words; by the names that the sources give them. */
export const MEANING: Readonly<Record<string, string>> = {
  gradient: "The gradient points along steepest ascent, across the level line (dashed). The length of its arrow means nothing here.",
  Hessian: "The Hessian bends the slope: upward along a solid axis, downward along a dashed one. A long axis is a gentle curvature.",
  model: "The quadratic with the value, gradient and Hessian of the probe: its level lines, and its stationary point.",
  solve: "The direction d, from the gradient and from what the method knows of the curvature.",
  search: "The first of the lengths t it tries that its rule accepts.",
  compare: "What came true of the predicted change: ρ is the actual one over the predicted one.",
  update: "What the method remembers for its next step.",
  step: "The step, from the probe and to scale.",
  velocity: "What is left of the last step, and a push against the gradient.",
  moments: "What is remembered of gradients or of their squares, coordinate by coordinate.",
  correction: "The averages began at zero; this takes that bias out.",
  coordinate: "Which coordinate has its turn.",
  "look ahead": "Where the momentum alone would lead. The gradient is asked there.",
  jump: "The probe goes where the step leads, or stays and says why.",
};

type Value = Stage["names"][number]["value"];

function number(value: Maybe, scale: number): HTMLElement {
  return make("span", { class: "ls-number", title: exact(value) }, short(value, scale));
}

function set(value: Value, scale: number): HTMLElement {
  if (typeof value === "string") return make("span", {}, value);
  if (!Array.isArray(value)) return number(value as Maybe, scale);
  const rows = value.map((row: Maybe | readonly Maybe[]) => (Array.isArray(row) ? row : [row as Maybe]));
  const largest = Math.max(scale, ...rows.flat().map((v: Maybe) => Math.abs(v ?? 0)));
  const cells = rows.map((row) => row.map((v: Maybe) => number(v, largest)));
  // Each row is a grid of its own: one width for all cells keeps the columns straight.
  const widest = Math.max(...cells.flat().map((cell) => (cell.textContent ?? "").length));
  const cell = (cells[0]?.length ?? 0) > 1 ? widest : 1;
  return make("span", { class: "ls-matrix", style: `--cell:${cell}ch` }, ...cells.map((row) => make("span", { class: "ls-matrix-row" }, ...row)));
}

/** The one value of a model that a reader is shown is its Newton step; a reason is a word. */
function called({ name, value }: Stage["names"][number], reason: string): Stage["names"][number] {
  if (name === "model") return { name: "model.newton", value };
  return name === "reason" ? { name, value: reason } : { name, value };
}

/** Each name of a stage with its value: numbers, columns and matrices. `spread`: of the heights on the map. */
export function values(stage: Stage | null, reason: string, scene: Scene, spread: number): HTMLElement[] {
  const [[x0, x1]] = scene.card.window;
  const width = x1 - x0;
  const scaleOf = (name: string, value: Value): number => {
    if (!Array.isArray(value)) return name === "value" ? spread : 0;
    if (Array.isArray(value[0])) return spread / width ** 2;
    return /^(g|gradient)$/.test(name) ? spread / width : width;
  };
  const shown = (stage?.names ?? []).map((entry) => called(entry, reason));
  return shown.map(({ name, value }) => make("div", { class: "ls-named" }, make("dt", {}, make("code", {}, name), " ="), make("dd", {}, set(value, scaleOf(name, value)))));
}
