/** What `landscape.bridge` answers about a map of the plane, and what its explorer shows the world. */
import type { Maybe, Point, Window } from "../explorer/types";

/** Rows of numbers: out of a worker as they are, out of the page as plain lists. */
export interface Table {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

export interface MapCard {
  readonly map: { readonly name: string; readonly parameters: object };
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly python: readonly [string, string];
  readonly inputs: readonly [string, string];
  readonly outputs: readonly [string, string];
  /** Where J is singular, in words. */
  readonly singular: string;
  /** Of one size and one shape. */
  readonly input_window: Window;
  readonly output_window: Window;
  readonly start: Point;
  /** Between the lines of the grid. */
  readonly spacing: number;
}

export interface Change {
  readonly actual: readonly [Maybe, Maybe];
  /** J times the wiggle. */
  readonly predicted: readonly [Maybe, Maybe];
}

/** The two planes' versions of one thing. */
export interface Both {
  readonly inputs: Table;
  readonly outputs: Table;
}

export interface Grid {
  /** For each input the lines along which it alone varies: (lines, points, 2). */
  readonly lines: readonly [Both, Both];
  /** Where J is singular: (points, 2), maybe none. */
  readonly singular: Both;
}

export interface Reply {
  readonly map: string;
  readonly point: Point;
  readonly value: readonly [Maybe, Maybe];
  /** Rows: outputs; columns: inputs. */
  readonly jacobian: readonly [readonly [Maybe, Maybe], readonly [Maybe, Maybe]];
  readonly determinant: Maybe;
  readonly singular: boolean;
  readonly wiggle: Point;
  /** What wiggling each input alone does; `path`: the outputs on the way. */
  readonly changes: readonly [Change & { readonly path: Table }, Change & { readonly path: Table }];
  readonly both: Change;
  /** The rectangle of both wiggles: its image, what J makes of it, and three areas. */
  readonly square: { readonly image: Table; readonly parallelogram: Table; readonly area: number; readonly predicted: Maybe; readonly actual: Maybe };
  readonly vector: Point;
  readonly vjp: readonly [Maybe, Maybe];
  readonly message: string;
  readonly grid?: Grid;
}

/** What the build knew. */
export interface Opening {
  readonly maps: readonly MapCard[];
  readonly reply: Reply;
  readonly opened: boolean;
}

/** The public state: plain, frozen data. Null: Python has not answered yet. */
export interface State {
  readonly map: string;
  readonly point: Point;
  readonly wiggle: Point;
  readonly vector: Point;
  /** Whether the vector on the left is shown. */
  readonly opened: boolean;
  readonly value: Reply["value"] | null;
  readonly jacobian: Reply["jacobian"] | null;
  readonly determinant: Maybe;
  readonly singular: boolean | null;
  readonly changes: readonly Change[] | null;
  /** Both wiggles together; predicted is the Jacobian-vector product J h. */
  readonly both: Change | null;
  readonly vjp: Reply["vjp"] | null;
  readonly message: string;
}
