/** What a slider's track says: which value stands at which notch, and where the remarkable settings are marked. Pure functions. */
import type { ParameterCard } from "./types";

export type Mark = readonly [label: string, value: number];

/** Pixels: the thumb, as panels.css draws it; the least width of a mark; a character of its label. */
const THUMB = 16;
const TARGET = 24;
const CHARACTER = 6.4;
export const ROWS = 2;

/** A linear slider goes in ones of some decimal place, in at most about a hundred. */
function grain({ minimum, maximum }: ParameterCard): number {
  return 10 ** Math.ceil(Math.log10((maximum - minimum) / 100) - 0.01);
}

export function notches(card: ParameterCard): number {
  return card.scale === "log" ? 80 : Math.ceil((card.maximum - card.minimum) / grain(card) - 1e-9);
}

/** The value at a notch: a round number, another at each notch, never outside the range. */
export function valueAt(card: ParameterCard, notch: number): number {
  const { minimum, maximum, scale } = card;
  if (scale === "log") {
    const digits = maximum / minimum < 1e4 ? 3 : 2;
    return within(card, Number((minimum * (maximum / minimum) ** (notch / notches(card))).toPrecision(digits)));
  }
  return within(card, Number((minimum + notch * grain(card)).toPrecision(12)));
}

/** How far along the track, from 0 to 1. */
export function shareOf(card: ParameterCard, value: number): number {
  const { minimum, maximum, scale } = card;
  const share = scale === "log" ? Math.log(value / minimum) / Math.log(maximum / minimum) : (value - minimum) / (maximum - minimum);
  return Math.min(1, Math.max(0, share));
}

function within({ minimum, maximum }: ParameterCard, value: number): number {
  return Math.min(maximum, Math.max(minimum, value));
}

/** A range with this value in it: what was set from elsewhere must be shown where it is. A logarithm knows no zero. */
export function widened(card: ParameterCard, value: number): ParameterCard {
  if (card.scale === "log" && value <= 0) return card;
  const [minimum, maximum] = [Math.min(card.minimum, value), Math.max(card.maximum, value)];
  return minimum === card.minimum && maximum === card.maximum ? card : { ...card, minimum, maximum };
}

export function notchOf(card: ParameterCard, value: number): number {
  return Math.round(notches(card) * shareOf(card, value));
}

export interface Placed {
  readonly label: string;
  readonly value: number;
  /** Of the tick, in pixels from the left end of the track. */
  readonly x: number;
  /** Of the label beside its tick, and its width. */
  readonly left: number;
  readonly width: number;
  readonly row: number;
}

/**
 * Where the marks go: each label under its tick or to one side of it, all on one row if they can be, none over another, and
 * no tick through a label. Where there is no room for all, the longest labels are left out.
 */
export function placed(card: ParameterCard, marks: readonly Mark[], width: number, most = ROWS): readonly Placed[] {
  const inside = marks.filter(([, value]) => value >= card.minimum && value <= card.maximum).sort((a, b) => a[0].length - b[0].length);
  const options = inside.map(([label, value]) => {
    const x = THUMB / 2 + shareOf(card, value) * (width - THUMB);
    const size = Math.max(TARGET, CHARACTER * label.length + 6);
    return [x - size / 2, x - size + 3, x - 3].filter((left) => left >= -12 && left + size <= width + 12).map((left) => ({ label, value, x, left, width: size }));
  });
  for (let kept = options.length; kept > 0; kept--) {
    for (let rows = 1; rows <= most; rows++) {
      const found = fit(options.slice(0, kept), rows, []);
      if (found !== null) return found;
    }
  }
  return [];
}

function fit(options: readonly (readonly Omit<Placed, "row">[])[], rows: number, set: readonly Placed[]): readonly Placed[] | null {
  const [first, ...rest] = options;
  if (first === undefined) return set;
  for (let row = 0; row < rows; row++) {
    for (const option of first) {
      const next = { ...option, row };
      const found = set.every((other) => apart(next, other)) ? fit(rest, rows, [...set, next]) : null;
      if (found !== null) return found;
    }
  }
  return null;
}

function apart(a: Placed, b: Placed): boolean {
  if (a.row === b.row) return a.left >= b.left + b.width || b.left >= a.left + a.width;
  const [upper, lower] = a.row < b.row ? [a, b] : [b, a];
  // Beside the words there is a little room for a tick.
  return lower.x <= upper.left + 4 || lower.x >= upper.left + upper.width - 4;
}
