/** What `landscape.bridge` answers, as far as an explorer reads it. */

export type Point = readonly [number, number];
export type Window = readonly [Point, Point];
export type Kind = "minimum" | "saddle" | "maximum" | "undecided" | "not stationary";

export type Parameter = number | readonly number[];

/** A landscape as Python reads it: by name, with parameters, or as an expression. */
export type Spec =
  | string
  | { readonly name: string; readonly parameters: Readonly<Record<string, Parameter>> }
  | { readonly expression: string; readonly domain?: Window | null };

export interface LandscapeCard {
  readonly name: string;
  /** Where its name is not enough for Python. */
  readonly spec?: Spec;
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
  /** Height of the lowest known minimum; null where there is none. */
  readonly least: Maybe;
  /** To what distances are measured: the nearest of these; null where no stationary point is known. */
  readonly goal: "minimum" | "stationary point" | null;
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

export interface MethodCard {
  readonly name: string;
  readonly title: string;
  /** The name of the button that takes one step. */
  readonly button: string;
  readonly about: string;
  readonly source: string;
  /** The highest derivative that it asks for. */
  readonly order: 1 | 2;
  readonly parameters: readonly ParameterCard[];
}

export interface Catalogue {
  readonly landscapes: readonly LandscapeCard[];
  readonly methods: readonly MethodCard[];
}

/** A number that is not finite arrives as null. */
export type Maybe = number | null;

/** Hyperparameters of one method, by field name. */
export type Settings = Readonly<Record<string, number>>;

/** A stepper's state as plain data, to be handed back as it came. */
export type StepperState = Readonly<Record<string, unknown>>;

export interface Numbers {
  readonly data: Float64Array;
  readonly shape: readonly number[];
}

/** Numbers on a grid: rows, columns; row 0 is the lowest. */
export interface Grid {
  readonly data: Float64Array;
  readonly shape: readonly [number, number];
}

export interface Codes {
  readonly data: Int8Array;
  readonly shape: readonly number[];
}

/** The next step of one method from the probe. */
export interface NextStep {
  readonly method: string;
  /** Where it leads; null where there is no step, or a refused one. */
  readonly point: Point | null;
  /** From the probe to `point`, or to `proposal` where that was refused. */
  readonly direction: Point | null;
  /** What a trust region proposed and did not take. */
  readonly proposal: Point | null;
  readonly radius: Maybe;
  readonly predicted: Maybe;
  readonly actual: Maybe;
  /** Slope along the direction, g.d. */
  readonly slope: Maybe;
  /** By what the step multiplies the error along each eigenvector, ascending eigenvalues; null where it cannot be said. */
  readonly factors: readonly [Maybe, Maybe];
  /** Remarkable settings of its hyperparameters here: label and value. */
  readonly marks: Readonly<Record<string, readonly (readonly [string, number])[]>>;
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
  /** In columns: [[v1x, v2x], [v1y, v2y]]. */
  readonly eigenvectors: readonly [readonly [Maybe, Maybe], readonly [Maybe, Maybe]];
  readonly definiteness: string;
  readonly kind: Kind;
  readonly message: string;
  readonly topic: string;
  /** The stationary point of the local quadratic model, of which kind it is, and the model's height there. */
  readonly model: { readonly point: Point | null; readonly kind: Kind | null; readonly value: Maybe };
  /** For each eigenpair half an axis: along it the model's quadratic part changes by 1, by D at sqrt(D) times it. */
  readonly cross: readonly { readonly vector: Point; readonly half: Maybe; readonly eigenvalue: Maybe }[];
  readonly steps: readonly NextStep[];
}

/** The start and every point after it; all arrays have that length. */
export interface PathReply {
  readonly method: string;
  readonly points: Numbers;
  readonly reasons: readonly string[];
  readonly values: Numbers;
  readonly slopes: Numbers;
  readonly distances: Numbers;
  readonly eigenvalues: Numbers;
  readonly predicted: Numbers;
  /** NaN where nothing was refused. */
  readonly proposals: Numbers;
  readonly states: readonly StepperState[];
  readonly reason: string;
  readonly message: string;
  readonly topic: string;
  /** Whether further steps would change nothing. */
  readonly settled: boolean;
  readonly probe: Probe;
}

export interface Field {
  readonly values: Grid;
  readonly window: Window;
  readonly levels: readonly number[];
  readonly strong: readonly boolean[];
  readonly minimum: Maybe;
  readonly maximum: Maybe;
}

/** One iterate of a run, with every number. */
export interface Row {
  readonly value: Maybe;
  readonly slope: Maybe;
  readonly distance: Maybe;
  readonly eigenvalues: readonly [Maybe, Maybe];
  readonly predicted: Maybe;
  readonly actual: Maybe;
  readonly reason: string;
  readonly proposal: Point | null;
}

export interface Run {
  readonly method: string;
  readonly points: readonly Point[];
}

/** The public state of an explorer: plain, frozen data. Null: Python has not answered yet. */
export interface State {
  readonly landscape: Spec;
  readonly point: Point;
  readonly value: Maybe;
  readonly gradient: Probe["gradient"] | null;
  readonly hessian: Probe["hessian"] | null;
  readonly eigenvalues: Probe["eigenvalues"] | null;
  readonly definiteness: string | null;
  readonly kind: Kind | null;
  readonly runs: readonly Run[];
  /** Which iterate of the newest runs is shown; their last where nothing else was asked for. */
  readonly iterate: number;
  /** The chosen methods with their hyperparameters. */
  readonly methods: readonly { readonly method: string; readonly parameters: Settings }[];
  /** The method with which the probe goes, and of which cut, inside and basins tell. */
  readonly lead: string;
  readonly overlays: readonly string[];
  readonly panels: readonly string[];
  /** The length held on the cut, and the stage inside the step. */
  readonly length: number;
  readonly stage: number;
  readonly playing: boolean;
  readonly speed: number;
  readonly message: string;
}
