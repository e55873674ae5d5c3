/** Which landscapes an explorer can show: the catalogue's, and its guests, which a preset, a cell, a claim or a link brought along. */
import { raised } from "./numbers";
import { keyOf, keyOfCard } from "./specs";
import type { LandscapeCard, Spec } from "./types";

/** A tag's guest is replaced by the next one of that tag: a number that is dragged brings many. */
interface Guest {
  readonly card: LandscapeCard;
  readonly tag: string | null;
}

/** The page's own guest always stays. */
export const PRESET = "preset";
const MOST = 6;
const LONGEST = 44;

export class Landscapes {
  catalogue: readonly LandscapeCard[] = [];
  #guests: readonly Guest[] = [];

  /** By what Python calls it, or by the key of that. */
  find(spec: Spec): LandscapeCard | null {
    const key = keyOf(spec);
    return [...this.catalogue, ...this.#guests.map(({ card }) => card)].find((card) => keyOfCard(card) === key) ?? null;
  }

  /** Takes a landscape in, and gives the card under which it is known. */
  welcome(given: LandscapeCard, spec: Spec, tag: string | null): LandscapeCard {
    const known = this.find(spec);
    if (known !== null) return known;
    const card = typeof spec === "string" ? given : { ...given, spec };
    const others = this.#guests.filter((guest) => tag === null || guest.tag !== tag);
    const spare = others.length < MOST ? null : others.find((guest) => guest.tag !== PRESET);
    this.#guests = [...others.filter((guest) => guest !== spare), { card, tag }];
    return card;
  }

  /** Those besides the catalogue; the one on show is always among them. */
  guests(shown: LandscapeCard): readonly LandscapeCard[] {
    const cards = this.#guests.map(({ card }) => card);
    const listed = [...this.catalogue, ...cards].some((card) => keyOfCard(card) === keyOfCard(shown));
    return listed ? cards : [...cards, shown];
  }
}

/** A formula in Python as people write it. */
export function written(python: string): string {
  return python
    .replace(/\*\*(\d+)(?![\d.])/g, (_, exponent: string) => raised(Number(exponent)))
    .replace(/(\d)\.0(?!\d)/g, "$1")
    .replace(/\s*(?<!\*)\*(?!\*)\s*/g, " ")
    .replaceAll("-", "−");
}

/** What a guest is called in the list: by its title, and by its formula, for many have the same title. */
export function entryOf({ title, python }: LandscapeCard): string {
  const formula = written(python);
  const whole = title === python ? formula : `${title}: ${formula}`;
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST - 1).trimEnd()}…` : whole;
}
