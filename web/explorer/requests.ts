/** What Python is asked about a scene, as plain data. Pure functions. */
import { methodCard, settingsOf, shownIn, under, type Scene } from "./scene";
import { specOf } from "./specs";
import type { Catalogue, Point, Settings, StepperState } from "./types";

export interface MethodSpec {
  readonly name: string;
  readonly parameters: Settings;
  readonly state?: StepperState;
  /** The iterate before that of the state. */
  readonly before?: Point;
}

export function settingsIn(catalogue: Catalogue | null, scene: Scene | null, method: string): Settings {
  const card = methodCard(catalogue, method);
  return card === null || scene === null ? {} : settingsOf(scene, card);
}

/** A method as Python reads it: with its hyperparameters, and the state from which its next step goes on. */
export function methodSpec(catalogue: Catalogue | null, scene: Scene | null, method: string): MethodSpec {
  const parameters = settingsIn(catalogue, scene, method);
  const walk = scene === null ? null : under(scene, method);
  if (scene === null || walk === null) return { name: method, parameters };
  const k = shownIn(scene, walk);
  const before = walk.points[k - 1];
  return { name: method, parameters, state: walk.states[k] as StepperState, ...(before === undefined ? {} : { before }) };
}

export function probeRequest(catalogue: Catalogue | null, scene: Scene): object {
  const methods = scene.chosen.map((method) => methodSpec(catalogue, scene, method));
  return { query: "probe", landscape: specOf(scene.card), point: scene.point, methods };
}

/** Steps of a method from a point or a state; where they end, what each chosen method would do next. */
export function pathRequest(catalogue: Catalogue | null, scene: Scene, method: MethodSpec, from: Point | StepperState, steps: number): object {
  const methods = scene.chosen.map((name) => ({ name, parameters: settingsIn(catalogue, scene, name) }));
  const { name, parameters, before } = method;
  const place = Array.isArray(from) ? { point: from } : { state: from };
  return { query: "path", landscape: specOf(scene.card), method: { name, parameters }, ...place, steps, before, methods };
}
