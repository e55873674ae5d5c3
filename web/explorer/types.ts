/** What `landscape.bridge` answers, as far as an explorer reads it. */

export type Point = readonly [number, number];
export type Window = readonly [Point, Point];
export type Kind = "minimum" | "saddle" | "maximum" | "undecided" | "not stationary";

export interface LandscapeCard {
  readonly name: string;
  readonly title: string;
  readonly formula: string;
  readonly python: string;
  readonly about: string;
  readonly source: string;
  readonly domain: Window;
  /** The domain, widened to the shape of a map. */
  readonly window: Window;
  readonly start: Point;
  readonly stationary_points: readonly { readonly point: Point; readonly kind: Kind; readonly value: number }[];
}

export interface ParameterCard {
  readonly name: string;
  readonly title: string;
  readonly symbol: string;
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly scale: "log" | "linear";
}

export interface Catalogue {
  readonly landscapes: readonly LandscapeCard[];
  readonly methods: readonly { readonly name: string; readonly title: string; readonly parameters: readonly ParameterCard[] }[];
}

/** A number that is not finite arrives as null. */
type Maybe = number | null;

export interface NextStep {
  readonly method: string;
  readonly point: Point | null;
  readonly direction: Point | null;
  readonly predicted: Maybe;
  readonly actual: Maybe;
  readonly reason: string;
  readonly message: string;
}

export interface Probe {
  readonly landscape: string;
  readonly point: Point;
  readonly value: Maybe;
  readonly gradient: readonly [Maybe, Maybe];
  readonly hessian: readonly [readonly [Maybe, Maybe], readonly [Maybe, Maybe]];
  readonly eigenvalues: readonly [Maybe, Maybe];
  readonly eigenvectors: readonly [readonly [Maybe, Maybe], readonly [Maybe, Maybe]];
  readonly definiteness: string;
  readonly kind: Kind;
  readonly message: string;
  readonly steps: readonly NextStep[];
}

export interface PathReply {
  readonly method: string;
  /** The start and every point after it, two numbers each. */
  readonly points: { readonly data: Float64Array; readonly shape: readonly [number, 2] };
  readonly reason: string;
  readonly message: string;
  readonly probe: Probe;
}

export interface Field {
  readonly values: { readonly data: Float64Array; readonly shape: readonly [number, number] };
  readonly window: Window;
  readonly levels: readonly number[];
  readonly strong: readonly boolean[];
  readonly minimum: Maybe;
  readonly maximum: Maybe;
}

export interface Run {
  readonly method: string;
  readonly points: readonly Point[];
}

/** The public state of an explorer: plain, frozen data. Null: Python has not answered yet. */
export interface State {
  readonly landscape: string;
  readonly point: Point;
  readonly value: Maybe;
  readonly gradient: Probe["gradient"] | null;
  readonly hessian: Probe["hessian"] | null;
  readonly eigenvalues: Probe["eigenvalues"] | null;
  readonly definiteness: string | null;
  readonly kind: Kind | null;
  readonly runs: readonly Run[];
  readonly message: string;
}
