/** The eigenvectors of H at the probe, each as long as the ground needs to curve by one contour interval. */
import type { Colour } from "../ground";
import { short } from "../numbers";
import { clip, inside, type Scale } from "../scale";
import type { Maybe, Point, Probe } from "../types";
import { legend } from "./legend";
import { label, outlined, segment } from "./marks";
import type { Overlay } from "./overlay";
import { lineSwatch } from "./patterns";
import { probeOf } from "./per";

const DASH = [7, 4];
/** Labels keep out of the probe's ring. */
const CLEAR = 15;

/** The gap between the levels around a height; outside all of them the nearest gap, and 1 where there is none. */
export function interval(levels: readonly number[], value: number): number {
  if (levels.length < 2) return 1;
  const above = levels.findIndex((level) => level > value);
  const k = Math.min(levels.length - 1, Math.max(1, above < 0 ? levels.length - 1 : above));
  return (levels[k] as number) - (levels[k - 1] as number);
}

type Sign = "up" | "down" | "flat";
const LOOK: Readonly<Record<Sign, { hue: string; dash: readonly number[]; width: number; words: string }>> = {
  up: { hue: "minimum", dash: [], width: 3, words: "λ > 0: curves up" },
  down: { hue: "maximum", dash: DASH, width: 3, words: "λ < 0: curves down" },
  flat: { hue: "undecided", dash: [2, 3], width: 2, words: "λ = 0: does not curve" },
};

/** Where Python calls H singular, the smaller eigenvalue is zero, or both are where even the larger is. */
function signOf(probe: Probe, k: number): Sign | null {
  const [mine, other] = [probe.cross[k]?.eigenvalue ?? null, probe.cross[1 - k]?.eigenvalue ?? null];
  if (mine === null || other === null) return null;
  if (mine === 0 || (probe.definiteness === "singular" && Math.abs(mine) <= Math.abs(other))) return "flat";
  return mine > 0 ? "up" : "down";
}

function wordsOf(probe: Probe, k: number, sign: Sign, factor: Maybe): string {
  const scale = Math.max(...probe.cross.map(({ eigenvalue }) => Math.abs(eigenvalue ?? 0)));
  const value = sign === "flat" ? "0" : short(probe.cross[k]?.eigenvalue ?? null, scale);
  return factor === null ? `λ = ${value}` : `λ = ${value}, × ${short(Number(factor.toPrecision(3)), 1e3)}`;
}

/** Of the two ends that on which there is more room for words: of the map, and where no step's arrow goes the same way. */
function roomier(ends: readonly [Point, Point], [cx, cy]: Point, probe: Probe, { width, height }: Scale): Point {
  const room = ([x, y]: Point): number => {
    const length = Math.hypot(x - cx, y - cy) || 1;
    const along = probe.steps.map(({ direction: d }) => (d === null ? 0 : ((x - cx) * d[0] - (y - cy) * d[1]) / length / (Math.hypot(...d) || 1)));
    // Equal room: the right one, or the upper.
    return Math.min(x, width - x, 80) + Math.min(y, height - y, 40) - 60 * Math.max(0, ...along) + (x - y) * 1e-3;
  };
  return room(ends[0]) >= room(ends[1]) ? ends[0] : ends[1];
}

function drawAxis(pen: CanvasRenderingContext2D, probe: Probe, k: number, reach: number, words: string, sign: Sign, scale: Scale, colour: Colour): void {
  const centre = scale.toPixel(probe.point);
  const [vx, vy] = (probe.cross[k] as Probe["cross"][number]).vector;
  const ends = [1, -1].map((way) => scale.toPixel([probe.point[0] + way * reach * vx, probe.point[1] + way * reach * vy])) as [Point, Point];
  const part = clip(ends[0], ends[1], scale.width, scale.height);
  if (part === null) return;
  const { hue, dash, width } = LOOK[sign];
  // From the middle outwards, so that dashes are the same on both sides.
  pen.beginPath();
  for (const end of part) {
    pen.moveTo(...centre);
    pen.lineTo(...end);
  }
  outlined(pen, colour, hue, width, dash);
  for (const end of ends) {
    const length = Math.hypot(end[0] - centre[0], end[1] - centre[1]);
    if (length < 9 || !inside(end, scale.width, scale.height)) continue;
    const [nx, ny] = [(-5 * (end[1] - centre[1])) / length, (5 * (end[0] - centre[0])) / length];
    segment(pen, [end[0] - nx, end[1] - ny], [end[0] + nx, end[1] + ny]);
    outlined(pen, colour, hue, width);
  }
  const end = roomier([part[0], part[1]], centre, probe, scale);
  const way: Point = [end[0] - centre[0], end[1] - centre[1]];
  const length = Math.hypot(...way) || 1;
  const far = Math.max(length, CLEAR) + 7;
  label(pen, words, [centre[0] + (way[0] / length) * far, centre[1] + (way[1] / length) * far], way, scale, hue, colour);
}

export const cross: Overlay = {
  name: "cross",
  title: "Eigen-cross",
  about: "The two eigenvectors of H at the probe, each drawn as far as it takes the curvature alone to change the height by one contour interval: the shorter an arm, the stronger the curvature.",
  layer: "top",
  draw(pen, model, scale, colour) {
    const [probe, { field, scene }] = [probeOf(model), model];
    if (probe === null || field === null || scene === null || probe.value === null) return;
    if (!inside(scale.toPixel(probe.point), scale.width, scale.height)) return;
    const unit = Math.sqrt(interval(field.levels, probe.value));
    const factors = probe.steps.find(({ method }) => method === scene.lead)?.factors ?? [null, null];
    const [[x0, x1], [y0, y1]] = scale.window;
    const across = Math.hypot(x1 - x0, y1 - y0);
    for (const k of [0, 1] as const) {
      const [sign, half] = [signOf(probe, k), probe.cross[k]?.half ?? null];
      if (sign === null) continue;
      const reach = sign === "flat" || half === null ? across : Math.min(half * unit, 2 * across);
      drawAxis(pen, probe, k, reach, wordsOf(probe, k, sign, factors[k]), sign, scale, colour);
    }
  },
  legend(model) {
    const [probe, { scene }] = [probeOf(model), model];
    if (probe === null || scene === null) return null;
    const signs = new Set([signOf(probe, 0), signOf(probe, 1)]);
    const keys = (["up", "down", "flat"] as const).filter((sign) => signs.has(sign)).map((sign) => {
      const { hue, dash, width, words } = LOOK[sign];
      return { swatch: lineSwatch(hue, width, dash), words };
    });
    const told = probe.steps.find(({ method }) => method === scene.lead)?.factors.some((factor) => factor !== null) ?? false;
    return legend(keys, told ? `× is what the next step of ${model.card(scene.lead)?.title ?? scene.lead} makes of that part of the error.` : null);
  },
};
