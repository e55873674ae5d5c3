/** How an explorer is asked to look: by its page at first, later by a cell or a claim. Plain data, written by the package. */
import { cardIn, isNumber, isPoint, record, specIn } from "./cards";
import { ordered } from "./edits";
import { CHOSEN, fresh, type Scene } from "./scene";
import type { Catalogue, LandscapeCard, Point, Settings, Spec } from "./types";

export interface Preset {
  readonly landscape: Spec;
  /** Of a landscape that the catalogue need not have. */
  readonly card: LandscapeCard | null;
  /** Null: the landscape's own start. */
  readonly point: Point | null;
  /** None: as they were, or as an explorer begins. */
  readonly methods: readonly { readonly name: string; readonly parameters: Settings }[];
  readonly lead: string | null;
  /** So many have all methods taken from the point. */
  readonly steps: number;
  readonly overlays: readonly string[];
  readonly panels: readonly string[];
}

export const MOST_STEPS = 2000;

function words(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((word) => typeof word === "string") : [];
}

/** Reads what a page, a cell or a claim says; null where it names no landscape. What Python may refuse, it refuses later. */
export function readPreset(value: unknown): Preset | null {
  const given = record(value);
  const landscape = specIn(given?.["landscape"]);
  if (given === null || landscape === null) return null;
  const methods = (Array.isArray(given["methods"]) ? given["methods"] : []).flatMap((entry) => {
    const method = typeof entry === "string" ? { name: entry } : record(entry);
    if (typeof method?.["name"] !== "string") return [];
    const parameters = Object.entries(record(method["parameters"]) ?? {}).filter((pair): pair is [string, number] => isNumber(pair[1]));
    return [{ name: method["name"], parameters: Object.fromEntries(parameters) }];
  });
  const { point, steps, lead, card } = given;
  return {
    landscape,
    // A card that is no card: Python is asked for it.
    card: cardIn(card, landscape),
    point: isPoint(point) ? point : null,
    methods,
    lead: typeof lead === "string" ? lead : null,
    steps: isNumber(steps) ? Math.min(MOST_STEPS, Math.max(0, Math.floor(steps))) : 0,
    overlays: words(given["overlays"]),
    panels: words(given["panels"]),
  };
}

/**
 * The scene of a preset, before its steps. `former`: what the reader had there. Settings that are not named stay, and so do
 * overlays, but for those that cannot be read together (`washes`) with a new one.
 */
export function staged(preset: Preset, card: LandscapeCard, catalogue: Catalogue, former: Scene | null, washes: readonly string[]): Scene {
  const known = preset.methods.filter(({ name }) => catalogue.methods.some((method) => method.name === name));
  const chosen = known.length > 0 ? ordered(catalogue, known.map(({ name }) => name)) : (former?.chosen ?? CHOSEN);
  const settings = Object.fromEntries(known.filter(({ parameters }) => Object.keys(parameters).length > 0).map(({ name, parameters }) => [name, parameters]));
  const lead = [preset.lead, known[0]?.name, former?.lead].find((name) => name != null && chosen.includes(name)) ?? (chosen[0] as string);
  const wash = preset.overlays.some((name) => washes.includes(name));
  const kept = (former?.overlays ?? []).filter((name) => !preset.overlays.includes(name) && !(wash && washes.includes(name)));
  return {
    ...fresh(card, preset.point ?? card.start, null),
    chosen,
    lead,
    settings: { ...former?.settings, ...settings },
    overlays: [...kept, ...preset.overlays],
  };
}
