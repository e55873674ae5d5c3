/** What `landscape.bridge` answers to the overlays and panels, each to its own question. */
import type { Codes, Grid, Maybe, Numbers, Point, Window } from "./types";

/** Eigenvalues of H on a grid (rows, columns; row 0 lowest): `low` and `high`. */
export interface CurvatureReply {
  readonly low: Grid;
  readonly high: Grid;
  readonly window: Window;
}

/** Gradients on a coarse grid: `points` (n, 2) and `gradients` (n, 2). */
export interface ArrowsReply {
  readonly points: Numbers;
  readonly gradients: Numbers;
}

/** The landscape along one step: p + t d. */
export interface CutReply {
  readonly method: string;
  readonly direction: Point | null;
  readonly reason: string;
  readonly message: string;
  readonly value: Maybe;
  /** g.d and d.Hd: the tangent is f + t slope, the model f + t slope + t^2/2 curvature. */
  readonly slope: Maybe;
  readonly curvature: Maybe;
  readonly decrease: number;
  readonly lengths: Numbers;
  readonly values: Numbers;
  readonly tangent: Numbers;
  readonly model: Numbers;
  readonly armijo: Numbers;
  /** 1 where Armijo's rule accepts the length. */
  readonly accepted: Codes;
  /** The length that the reader holds. */
  readonly at: { readonly length: number; readonly point: Point; readonly value: Maybe; readonly predicted: Maybe; readonly actual: Maybe; readonly accepted: boolean };
}

export interface Stage {
  /** Index into `lines`. */
  readonly line: number;
  readonly name: string;
  readonly names: readonly { readonly name: string; readonly value: Maybe | readonly Maybe[] | readonly (readonly Maybe[])[] | string }[];
}

export interface InsideReply {
  readonly method: string;
  readonly file: string;
  readonly first: number;
  readonly lines: readonly string[];
  readonly stages: readonly Stage[];
  readonly point: Point;
  readonly reason: string;
}

export interface BasinsReply {
  /** Rows `rows[0]` to `rows[1]` of the grid: codes of how each start ends, 0 minimum, 1 saddle, 2 maximum, 3 undecided, 4 still moving, 5 diverged, 6 stuck. */
  readonly kinds: Codes;
  /** Which of the card's stationary points; -1 for none of them. */
  readonly which: Codes;
  readonly rows: readonly [number, number];
  /** How long Python took. */
  readonly milliseconds: number;
}
