/** What an explorer shows the world: a copy, plain and frozen, so that nobody can reach the model through it. */
import type { View } from "./address";
import { legsOf } from "./address";
import type { Model } from "./model";
import { iterateOf, leading, shownIn, type Scene } from "./scene";
import type { State } from "./types";

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
      playing: model.playing,
      speed: model.speed,
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

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
