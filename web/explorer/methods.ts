/** How each method looks, everywhere the same: its hue (a colour of the style sheet), its dash and the mark at its iterates. */

export type End = "circle" | "ring" | "square" | "diamond" | "triangle" | "cross";

export interface Style {
  /** `--ls-<hue>` in landscape.css. */
  readonly hue: string;
  readonly dash: readonly number[];
  readonly end: End;
}

export const STYLES: Readonly<Record<string, Style>> = {
  GradientDescent: { hue: "gradient", dash: [], end: "circle" },
  ArmijoGradientDescent: { hue: "armijo", dash: [12, 3], end: "ring" },
  HeavyBall: { hue: "heavy-ball", dash: [9, 3, 2, 3], end: "circle" },
  Nesterov: { hue: "nesterov", dash: [3, 3], end: "triangle" },
  AdaGrad: { hue: "adagrad", dash: [1, 5], end: "diamond" },
  RMSProp: { hue: "rmsprop", dash: [10, 3, 1, 3, 1, 3], end: "ring" },
  Adam: { hue: "adam", dash: [5, 3], end: "triangle" },
  CoordinateDescent: { hue: "coordinate", dash: [14, 4, 4, 4], end: "cross" },
  Newton: { hue: "newton", dash: [7, 4], end: "square" },
  DampedNewton: { hue: "damped", dash: [2, 3, 7, 3], end: "square" },
  SaddleFreeNewton: { hue: "saddle-free", dash: [7, 3, 3, 3], end: "diamond" },
  LineSearchNewton: { hue: "line-search", dash: [12, 4, 1, 4], end: "square" },
  BFGS: { hue: "bfgs", dash: [4, 2], end: "diamond" },
  TrustRegion: { hue: "trust", dash: [6, 2, 1, 2], end: "cross" },
};

export function styleOf(method: string): Style {
  return STYLES[method] ?? { hue: "ink", dash: [], end: "circle" };
}
