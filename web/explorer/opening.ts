/** What the build has put into an explorer: its frame, the catalogue, the numbers of its picture, and how it is preset. */
import { make } from "../dom";
import { readPreset, type Preset } from "./preset";
import type { Catalogue, Point, Probe } from "./types";

export interface Opening {
  readonly frame: HTMLElement;
  readonly catalogue: Catalogue | null;
  readonly probe: Probe | null;
  readonly preset: Preset;
  /** The words beside its picture. */
  readonly said: string;
}

const PARTS = ["pick", "map", "actions", "run", "keep"] as const;

function parsed(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

function numbers(text: string | null): number[] {
  return (text ?? "").split(",").filter((word) => word.trim() !== "").map(Number).filter(Number.isFinite);
}

/** An explorer that was written by hand, with attributes instead of a preset. */
function presetOf(element: Element, probe: Probe | null): Preset {
  const landscape = element.getAttribute("landscape") ?? probe?.landscape ?? "Saddle";
  const [x, y] = numbers(element.getAttribute("point"));
  const [rate] = numbers(element.getAttribute("learning-rate"));
  const point: Point | null = x !== undefined && y !== undefined ? [x, y] : null;
  const parameters = rate !== undefined && rate > 0 ? { learning_rate: rate } : {};
  const methods = [{ name: "GradientDescent", parameters }, { name: "Newton", parameters: {} }];
  return { landscape, card: null, point, methods, lead: null, steps: 0, overlays: [], panels: [] };
}

export function openingOf(element: HTMLElement): Opening {
  let frame = element.querySelector<HTMLElement>(".ls-frame");
  if (frame === null) {
    const side = make("div", { class: "ls-side" }, make("p", { class: "ls-verdict" }), make("div", { class: "ls-readout" }));
    frame = make("div", { class: "ls-frame" }, ...PARTS.map((name) => make("div", { class: `ls-${name}` })), side, make("div", { class: "ls-more" }));
    element.replaceChildren(frame);
  }
  const { catalogue, probe: told, preset: given } = frame.dataset;
  const probe = parsed(told) as Probe | null;
  const preset = readPreset(parsed(given)) ?? presetOf(element, probe);
  // By name: which landscape with parameters it was, a probe does not say; but then the build made both at once.
  const fits = given !== undefined || probe?.landscape === preset.landscape;
  const said = frame.querySelector(".ls-verdict")?.textContent ?? "";
  return { frame, catalogue: parsed(catalogue) as Catalogue | null, probe: fits ? probe : null, preset, said };
}
