/** What the package wrote of a claim, and how a hand moves one of its numbers from stop to stop. Pure functions. */

export interface NumberCard {
  readonly key: string;
  readonly symbol: string;
  readonly label: string;
  /** Where it stands at first, and how many stops a large key press goes. */
  readonly home: number;
  readonly leap: number;
  readonly stops: readonly number[];
  readonly texts: readonly string[];
  /** Where it should not be said as it is written. */
  readonly spoken?: readonly string[];
}

export interface ClaimCard {
  readonly name: string;
  readonly label: string;
  readonly numbers: readonly NumberCard[];
}

/** What follows from the numbers, as Python says it. */
export interface Outcome {
  readonly values: Readonly<Record<string, number>>;
  readonly results: Readonly<Record<string, string>>;
  readonly view: unknown;
  readonly html: string | null;
}

/** From one end to the other a hand goes about this far, but never so little a stop that it cannot be met. */
const TRAVEL = 420;
const LEAST = 5;
const MOST = 16;

/** Pixels from stop to stop. */
export function pitch({ stops }: NumberCard): number {
  return Math.min(MOST, Math.max(LEAST, TRAVEL / stops.length));
}

function within({ stops }: NumberCard, at: number): number {
  return Math.min(stops.length - 1, Math.max(0, at));
}

/** The stop where a drag of `dx` pixels from stop `from` leads. */
export function dragged(card: NumberCard, from: number, dx: number): number {
  return within(card, from + Math.round(dx / pitch(card)));
}

/** The stop where a key leads; null where the key means nothing to a number. */
export function pressed(card: NumberCard, at: number, key: string): number | null {
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return within(card, at + 1);
    case "ArrowLeft":
    case "ArrowDown":
      return within(card, at - 1);
    case "PageUp":
      return within(card, at + card.leap);
    case "PageDown":
      return within(card, at - card.leap);
    case "Home":
      return 0;
    case "End":
      return card.stops.length - 1;
    default:
      return null;
  }
}

export function said(card: NumberCard, at: number): string {
  return (card.spoken ?? card.texts)[at] as string;
}
