/** Everything that a reader made in an explorer, as one frozen value; the timeline is a list of these. Pure functions. */
import type { Catalogue, LandscapeCard, MethodCard, Point, Probe, Row, Settings, StepperState } from "./types";

/** One method's way from one start. All lists but `settings` have one entry for each point. */
export interface Walk {
  readonly method: string;
  /** Walks of one race share a number. */
  readonly group: number;
  readonly points: readonly Point[];
  readonly rows: readonly Row[];
  readonly states: readonly StepperState[];
  /** The hyperparameters of each step. */
  readonly settings: readonly Settings[];
  /** Whether further steps would change nothing. */
  readonly settled: boolean;
}

export interface Scene {
  readonly card: LandscapeCard;
  readonly point: Point;
  readonly probe: Probe | null;
  readonly walks: readonly Walk[];
  /** Which iterate of the newest walks is shown; null: their last. */
  readonly iterate: number | null;
  /** The method with which the probe goes, and of which cut, inside and basins tell. */
  readonly lead: string;
  readonly chosen: readonly string[];
  /** Hyperparameters that differ from the defaults or have been touched, by method. */
  readonly settings: Readonly<Record<string, Settings>>;
  readonly overlays: readonly string[];
  /** The step length held on the cut. */
  readonly length: number;
  /** The stage inside the step; 0: none of them yet. */
  readonly stage: number;
  readonly message: string;
  /** Which paragraph explains the message. */
  readonly topic: string;
}

export const CHOSEN = ["GradientDescent", "Newton"] as const;

export function fresh(card: LandscapeCard, point: Point, probe: Probe | null): Scene {
  const message = probe?.message ?? card.about;
  return { card, point, probe, walks: [], iterate: null, lead: CHOSEN[0], chosen: CHOSEN, settings: {}, overlays: [], length: 1, stage: 0, message, topic: probe?.topic ?? "" };
}

export function methodCard(catalogue: Catalogue | null, method: string): MethodCard | null {
  return catalogue?.methods.find((card) => card.name === method) ?? null;
}

/** All hyperparameters of a method, touched or not. */
export function settingsOf(scene: Scene, card: MethodCard): Settings {
  const defaults = Object.fromEntries(card.parameters.map((p) => [p.name, p.default]));
  return { ...defaults, ...scene.settings[card.name] };
}

/** The newest walks: those of one race, or the one that was last pressed. */
export function active({ walks }: Scene): readonly Walk[] {
  const group = walks.at(-1)?.group;
  return walks.filter((walk) => walk.group === group);
}

/** Steps of the longest of the newest walks. */
export function longest(scene: Scene): number {
  return Math.max(0, ...active(scene).map((walk) => walk.points.length - 1));
}

export function iterateOf(scene: Scene): number {
  return Math.min(scene.iterate ?? Infinity, longest(scene));
}

/** The index of the iterate of a walk that is shown now: older walks stand at their ends. */
export function shownIn(scene: Scene, walk: Walk): number {
  const last = walk.points.length - 1;
  return walk.group === scene.walks.at(-1)?.group ? Math.min(last, iterateOf(scene)) : last;
}

/** The newest walk of this method that stands where the probe stands: a press goes on from its state. */
export function under(scene: Scene, method: string): Walk | null {
  const here = active(scene).find((walk) => {
    const at = walk.points[shownIn(scene, walk)] as Point;
    return walk.method === method && at[0] === scene.point[0] && at[1] === scene.point[1];
  });
  return here ?? null;
}

/** The walk with which the probe goes. */
export function leading(scene: Scene): Walk | null {
  const walks = active(scene);
  return walks.find((walk) => walk.method === scene.lead) ?? walks[0] ?? null;
}

/** A walk without what came after an iterate. */
export function shortened(walk: Walk, at: number): Walk {
  if (walk.points.length - 1 <= at) return walk;
  const cut = <T>(list: readonly T[]): readonly T[] => list.slice(0, at + 1);
  return { ...walk, points: cut(walk.points), rows: cut(walk.rows), states: cut(walk.states), settings: walk.settings.slice(0, at), settled: false };
}
