/** What an explorer shows the world: a copy, plain and frozen, so that nobody can reach the model through it. */
import { byName, legsOf, type View } from "./address";
import type { Model } from "./model";
import { fresh, iterateOf, leading, longest, shownIn, type Scene } from "./scene";
import type { Catalogue, LandscapeCard, State } from "./types";

export function publicState(model: Model, scene: Scene): State {
  const { probe } = scene;
  return deepFreeze(
    structuredClone({
      landscape: scene.card.name,
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
export function addressOf(model: Model, scene: Scene): View {
  const order = (method: string): string[] => model.card(method)?.parameters.map(({ name }) => name) ?? [];
  const walk = leading(scene);
  const at = walk === null ? scene.card.start : walk.points[shownIn(scene, walk)];
  return {
    landscape: scene.card.name,
    point: walk !== null && at?.[0] === scene.point[0] && at[1] === scene.point[1] ? null : scene.point,
    methods: scene.chosen.map((method) => {
      const settings = model.settings(method);
      return { method, values: order(method).map((name) => settings[name] as number) };
    }),
    lead: scene.lead,
    overlays: scene.overlays,
    panels: model.panels,
    trails: scene.walks
      .filter(({ settings }) => settings.length > 0)
      .map(({ method, group, points, settings }) => ({ method, group, start: points[0] as [number, number], legs: legsOf(settings, order(method)) })),
    iterate: scene.iterate,
    length: scene.length,
    stage: scene.stage,
  };
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
  return { ...fresh(card, start, null), chosen: next, settings, lead, overlays: view.overlays, length: Math.min(2, Math.max(-0.5, view.length)) };
}

/** The last of a link: where the probe stands, and which iterate is shown. */
export function arrived(scene: Scene, view: View): Scene {
  const iterate = view.iterate === null || view.iterate >= longest(scene) ? null : view.iterate;
  const walk = leading(scene);
  const point = view.point ?? walk?.points[Math.min(iterate ?? Infinity, walk.points.length - 1)] ?? scene.point;
  const same = point[0] === scene.point[0] && point[1] === scene.point[1];
  return { ...scene, point: same ? scene.point : point, iterate, stage: view.stage, probe: same ? scene.probe : null };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
