/** What an explorer shows the world: a copy, plain and frozen, so that nobody can reach the model through it. */
import { byName, legsOf, type View } from "./address";
import type { Model } from "./model";
import { settingsIn } from "./requests";
import { fresh, iterateOf, leading, longest, methodCard, shownIn, type Scene } from "./scene";
import { specOf } from "./specs";
import type { Catalogue, LandscapeCard, Point, Settings, State } from "./types";

export function publicState(model: Model, scene: Scene): State {
  const { probe } = scene;
  return deepFreeze(
    structuredClone({
      landscape: specOf(scene.card),
      point: scene.point,
      value: probe?.value ?? null,
      gradient: probe?.gradient ?? null,
      hessian: probe?.hessian ?? null,
      eigenvalues: probe?.eigenvalues ?? null,
      definiteness: probe?.definiteness ?? null,
      kind: probe?.kind ?? null,
      runs: scene.walks.map(({ method, points }) => ({ method, points })),
      iterate: iterateOf(scene),
      methods: scene.chosen.map((method) => ({ method, parameters: model.settings(method) })),
      lead: scene.lead,
      overlays: scene.overlays,
      panels: model.panels,
      length: scene.length,
      stage: scene.stage,
      playing: model.player.playing,
      speed: model.player.speed,
      message: scene.message,
    }),
  );
}

/** Everything that a link must say to bring the reader back here. */
export function addressOf(catalogue: Catalogue | null, scene: Scene, panels: readonly string[]): View {
  const walk = leading(scene);
  const at = walk === null ? scene.card.start : walk.points[shownIn(scene, walk)];
  return {
    landscape: specOf(scene.card),
    point: at?.[0] === scene.point[0] && at[1] === scene.point[1] ? null : scene.point,
    methods: scene.chosen.map((method) => ({ method, values: valuesOf(catalogue, method, settingsIn(catalogue, scene, method)) })),
    lead: scene.lead,
    overlays: scene.overlays,
    panels,
    trails: scene.walks
      .filter(({ settings }) => settings.length > 0)
      .map(({ method, group, points, settings }) => ({ method, group, start: points[0] as Point, legs: legsOf(settings, names(catalogue, method)) })),
    iterate: scene.iterate,
    length: scene.length,
    stage: scene.stage,
  };
}

/** The address of a scene from whose point all chosen methods take so many steps. */
export function addressAfter(catalogue: Catalogue | null, scene: Scene, panels: readonly string[], steps: number): View {
  const view = addressOf(catalogue, scene, panels);
  if (steps === 0) return view;
  const trails = view.methods.map(({ method, values }) => ({ method, group: 1, start: scene.point, legs: [{ values, steps }] }));
  return { ...view, point: null, trails };
}

function names(catalogue: Catalogue | null, method: string): readonly string[] {
  return methodCard(catalogue, method)?.parameters.map(({ name }) => name) ?? [];
}

function valuesOf(catalogue: Catalogue | null, method: string, settings: Settings): readonly number[] {
  return names(catalogue, method).map((name) => settings[name] as number);
}

/** The scene of a link, before its steps are walked. */
export function recalled(view: View, card: LandscapeCard, { methods }: Catalogue, chosen: readonly string[]): Scene {
  const named = methods.filter(({ name }) => view.methods.some(({ method }) => method === name));
  const settings = Object.fromEntries(
    named.flatMap((method) => {
      const values = view.methods.find(({ method: name }) => name === method.name)?.values ?? [];
      return values.length === 0 ? [] : [[method.name, byName(method, values)]];
    }),
  );
  const next = named.length > 0 ? named.map(({ name }) => name) : chosen;
  const lead = next.includes(view.lead) ? view.lead : (next[0] ?? "");
  const start = view.trails[0]?.start ?? view.point ?? card.start;
  const length = Math.min(2, Math.max(-0.5, view.length));
  return { ...fresh(card, start, null), chosen: next, settings, lead, overlays: view.overlays, length, stage: view.stage };
}

/** The last of a link: where the probe stands, and which iterate is shown. */
export function arrived(scene: Scene, view: View): Scene {
  const iterate = view.iterate === null || view.iterate >= longest(scene) ? null : view.iterate;
  const walk = leading(scene);
  const point = view.point ?? walk?.points[Math.min(iterate ?? Infinity, walk.points.length - 1)] ?? scene.point;
  const same = point[0] === scene.point[0] && point[1] === scene.point[1];
  return { ...scene, point: same ? scene.point : point, iterate, probe: same ? scene.probe : null };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
