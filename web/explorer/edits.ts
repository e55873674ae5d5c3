/** What a reader's hand changes of a scene, as patches; null: nothing. Pure functions, in which no question is asked. */
import { leading, longest, methodCard, settingsOf, type Scene } from "./scene";
import type { Catalogue, LandscapeCard, PathReply, Point } from "./types";

type Patch = Partial<Scene>;

/** In the catalogue's order, each once. */
export function ordered(catalogue: Catalogue | null, methods: readonly string[]): readonly string[] {
  return catalogue?.methods.map(({ name }) => name).filter((name) => methods.includes(name)) ?? methods;
}

/** The chosen methods, and this one. */
export function withMethod(catalogue: Catalogue | null, { chosen }: Scene, method: string): readonly string[] {
  return chosen.includes(method) ? chosen : ordered(catalogue, [...chosen, method]);
}

export function methodToggled(catalogue: Catalogue | null, scene: Scene, method: string): Patch | null {
  const { chosen, lead } = scene;
  const next = chosen.includes(method) ? chosen.filter((m) => m !== method) : withMethod(catalogue, scene, method);
  // The last one stays.
  return next.length === 0 ? null : { chosen: next, lead: next.includes(lead) ? lead : (next[0] as string) };
}

export function led(catalogue: Catalogue | null, scene: Scene, lead: string): Patch | null {
  return lead === scene.lead ? null : { lead, chosen: withMethod(catalogue, scene, lead), stage: 0, length: 1 };
}

export function parameterSet(catalogue: Catalogue | null, scene: Scene, method: string, name: string, value: number): Patch | null {
  const card = methodCard(catalogue, method);
  return card === null ? null : { settings: { ...scene.settings, [method]: { ...settingsOf(scene, card), [name]: value } } };
}

/** `instead`: overlays that cannot be read together with this one. */
export function overlayToggled({ overlays }: Scene, name: string, instead: readonly string[]): Patch {
  const rest = overlays.filter((other) => other !== name);
  return { overlays: rest.length < overlays.length ? rest : [...rest.filter((other) => !instead.includes(other)), name] };
}

/** Another landscape, from a start. */
export function landed(card: LandscapeCard, start: Point): Patch {
  return { card, ...cleared(card, start), length: 1 };
}

/** Nothing walked yet, from a start. */
export function cleared({ about }: LandscapeCard, point: Point): Patch {
  return { point, probe: null, walks: [], iterate: null, stage: 0, message: about, topic: "" };
}

/** An iterate of the newest walks; the probe goes along with the leading one. */
export function iterateShown(scene: Scene, iterate: number): Patch | null {
  const walk = leading(scene);
  if (walk === null) return null;
  const last = longest(scene);
  const k = Math.max(0, Math.min(last, iterate));
  return { iterate: k === last ? null : k, point: walk.points[Math.min(k, walk.points.length - 1)] as Point, probe: null, stage: 0 };
}

/** What Python said where a path arrived. */
export function told({ probe, message, topic }: PathReply): Pick<Scene, "probe" | "message" | "topic"> {
  return { probe, message, topic };
}
