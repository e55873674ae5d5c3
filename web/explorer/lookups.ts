/** What a view from elsewhere names, looked up: here where it is known, else in Python, which may refuse it in words. */
import { beyond, byName, given, type View as Address } from "./address";
import type { Core } from "./core";
import type { Preset } from "./preset";
import type { Catalogue, LandscapeCard, MethodCard, Probe, Settings } from "./types";

/** So many methods Python takes in one question. */
const MOST_METHODS = 20;

/** The card of a preset: known, brought along, or asked for; null where there is no such landscape, which was said. */
export async function cardOf(core: Core, { landscape, card }: Preset, tag: string | null): Promise<LandscapeCard | null> {
  const { asks, landscapes } = core;
  const known = landscapes.find(landscape);
  if (known !== null) return known;
  const found = card ?? (await asks.card(landscape));
  if (typeof found !== "string") return landscapes.welcome(found, landscape, tag);
  core.complain(found);
  return null;
}

/** What only Python knows: whether there is such a landscape, and whether a setting off its slider will do. The card, or why not. */
export async function checked(core: Core, view: Address, catalogue: Catalogue, known: LandscapeCard | null): Promise<LandscapeCard | string> {
  const { asks, landscapes } = core;
  if (!asks.ready) core.say("The view of the link comes when Python is ready.");
  const found = known ?? (await asks.card(view.landscape));
  if (typeof found === "string") return found.replace(/\.$/, "");
  const doubt = beyond(catalogue, view);
  const methods = given(view).map(({ method, values }) => ({ name: method, parameters: settingsOf(catalogue, method, values) }));
  for (let k = 0; doubt !== null && k < methods.length; k += MOST_METHODS) {
    const request = { query: "probe", landscape: view.landscape, point: found.start, methods: methods.slice(k, k + MOST_METHODS) };
    if (typeof (await asks.tried<Probe>(request)) === "string") return doubt;
  }
  return landscapes.welcome(found, view.landscape, "link");
}

/** The hyperparameters of a method by their names. */
export function settingsOf({ methods }: Catalogue, method: string, values: readonly number[]): Settings {
  return byName(methods.find(({ name }) => name === method) as MethodCard, values);
}
