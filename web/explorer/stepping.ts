/** Steps: what a press, a race and a link ask of Python, and the scene that their answers make. No view and no timeline here. */
import type { View as Address } from "./address";
import { active, iterateOf, leading, longest, shownIn, shortened, under, type Scene, type Walk } from "./scene";
import type { Catalogue, PathReply, Point, Settings, StepperState } from "./types";
import { told } from "./edits";
import { pathRequest, settingsIn } from "./requests";
import { extended } from "./walks";

/** What stepping needs of the model. */
export interface Ground {
  /** The scene as it is at this moment; null when what was asked for is void. */
  now(): Scene | null;
  settings(method: string): Settings;
  walk(method: string, settings: Settings, from: Point | StepperState, steps: number, before: Point | undefined): Promise<PathReply | null>;
}

/** Steps in the scene that `now` gives, with the answers of `press`. */
export function groundOf(catalogue: Catalogue | null, now: () => Scene | null, press: (request: object) => Promise<unknown>): Ground {
  return {
    now,
    settings: (method) => settingsIn(catalogue, now(), method),
    walk: async (name, parameters, from, steps, before) => {
      const scene = now();
      if (scene === null) return null;
      const method = { name, parameters, ...(before === undefined ? {} : { before }) };
      return (await press(pathRequest(catalogue, scene, method, from, steps))) as PathReply | null;
    },
  };
}

function nextGroup({ walks }: Scene): number {
  return 1 + Math.max(0, ...walks.map(({ group }) => group));
}

/** One step of a method from where the probe stands, in a walk that goes on or in a new one. */
export async function pressed(ground: Ground, method: string): Promise<Partial<Scene> | null> {
  const scene = ground.now();
  if (scene === null) return null;
  const walk = under(scene, method);
  const at = walk === null ? 0 : shownIn(scene, walk);
  const cut = walk === null ? null : shortened(walk, at);
  const settings = ground.settings(method);
  const reply = await ground.walk(method, settings, cut?.states.at(-1) ?? scene.point, 1, cut?.points.at(-2));
  const now = ground.now();
  if (reply === null || now === null) return null;
  const group = walk?.group ?? nextGroup(scene);
  const next = extended(cut, reply, method, group, settings);
  // Stepping on from an earlier iterate gives up what came after it, for all who raced along.
  const others = now.walks.filter((w) => w !== walk).map((w) => (w.group === group ? shortened(w, at) : w));
  return { walks: [...others, next], iterate: null, point: next.points.at(-1) as Point, lead: method, stage: 0, ...told(reply) };
}

/** Steps of every chosen method from one start; a number: that iterate is known already. Null: nothing moved. */
export async function raced(ground: Ground, count: number): Promise<Partial<Scene> | number | null> {
  const scene = ground.now();
  if (scene === null) return null;
  const lead = leading(scene);
  const along = lead !== null && under(scene, lead.method) === lead;
  if (along && iterateOf(scene) < longest(scene)) return Math.min(longest(scene), iterateOf(scene) + count);
  const group = along ? lead.group : nextGroup(scene);
  const start = along ? (lead.points[0] as Point) : scene.point;
  const goal = (along ? longest(scene) : 0) + count;
  const racers: Walk[] = along ? [...active(scene)] : [];
  let last: PathReply | null = null;
  let moved = false;
  for (const method of scene.chosen) {
    const k = racers.findIndex((walk) => walk.method === method);
    const walk = racers[k] ?? null;
    // One that joins late catches up.
    const missing = goal - (walk === null ? 0 : walk.points.length - 1);
    if (missing < 1 || walk?.settled) continue;
    const settings = ground.settings(method);
    const reply = await ground.walk(method, settings, walk?.states.at(-1) ?? start, missing, walk?.points.at(-2));
    if (reply === null || ground.now() === null) return null;
    const next = extended(walk, reply, method, group, settings);
    if (k >= 0) racers[k] = next;
    else racers.push(next);
    moved = true;
    if (method === scene.lead || last === null) last = reply;
  }
  const now = ground.now();
  if (!moved || last === null || now === null) return null;
  const leader = racers.find((walk) => walk.method === now.lead) ?? (racers[0] as Walk);
  const patch = { walks: [...now.walks.filter((walk) => walk.group !== group), ...racers], iterate: null, point: leader.points.at(-1) as Point, lead: leader.method, stage: 0 };
  // A leader that has settled says what it said when it arrived.
  return last.method === leader.method ? { ...patch, ...told(last) } : patch;
}

/** The walks of a link, walked anew one after the other; `show` gets the scene as it grows. */
export async function retraced(ground: Ground, view: Address, named: (method: string, values: readonly number[]) => Settings, show: (scene: Scene) => void): Promise<boolean> {
  const race = view.trails.at(-1)?.group;
  let last: PathReply | null = null;
  for (const { method, start, group, legs } of view.trails) {
    let walk: Walk | null = null;
    for (const { values, steps } of legs) {
      const settings = named(method, values);
      const reply: PathReply | null = await ground.walk(method, settings, walk?.states.at(-1) ?? start, steps, walk?.points.at(-2));
      const now = ground.now();
      if (reply === null || now === null) return false;
      walk = extended(walk, reply, method, group, settings);
      const others: readonly Walk[] = now.walks.filter((w) => !(w.method === method && w.group === group));
      if (group !== race || method === now.lead || last === null) last = reply;
      show({ ...now, walks: [...others, walk], point: last.probe.point, ...told(last) });
    }
    // What was said in an older group is not the last word.
    if (group !== race) last = null;
  }
  return true;
}
