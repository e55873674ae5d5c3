/** Marks on the ground, as large on the screen wherever they stand: the shapes of the map, with a halo. */
import { BufferGeometry, Float32BufferAttribute, Group, Points, ShaderMaterial } from "three";
import type { Paint } from "./paint";
import type { Mark } from "./paths";

const SHAPES: readonly Mark["shape"][] = ["circle", "ring", "square", "diamond", "triangle", "cross", "probe", "away"];

// A mark is drawn a little nearer to the eye than it stands, on the same line of sight, so that the ground does not cut it.
const VERTEX = /* glsl */ `
attribute vec3 hue;
attribute float shape;
attribute float size;
uniform float ratio;
uniform float nearer;
varying vec3 vHue;
varying float vShape;
varying float vSize;
void main() {
  vHue = hue;
  vShape = shape;
  vSize = size + 6.0;
  vec4 seen = modelViewMatrix * vec4(position, 1.0);
  seen.xyz *= 1.0 - nearer / length(seen.xyz);
  gl_Position = projectionMatrix * seen;
  gl_PointSize = vSize * ratio;
}`;

// Distances from each shape's edge, in pixels of the page: below zero inside.
const FRAGMENT = /* glsl */ `
uniform vec3 halo;
uniform float opacity;
uniform int layer;
uniform float ratio;
varying vec3 vHue;
varying float vShape;
varying float vSize;
float distanceTo(int shape, vec2 p, float r) {
  if (shape == 2) { vec2 q = abs(p) - 0.88 * r; return max(q.x, q.y); }
  if (shape == 3) return (abs(p.x) + abs(p.y) - 1.25 * r) * 0.7071;
  if (shape == 4) { vec2 q = vec2(abs(p.x), -p.y - 0.15 * r); return max(0.866 * q.x + 0.5 * q.y, -q.y) - 0.62 * r; }
  if (shape == 5) { vec2 q = abs(vec2(p.x + p.y, p.x - p.y)) * 0.7071; return max(min(q.x, q.y) - 0.3 * r, max(q.x, q.y) - 1.15 * r); }
  return length(p) - r;
}
void main() {
  vec2 p = (gl_PointCoord - 0.5) * vSize;
  float r = 0.5 * (vSize - 6.0);
  int shape = int(vShape + 0.5);
  float d = distanceTo(shape, p, r);
  float soft = 0.5 / ratio;
  float outer = 1.0 - smoothstep(-soft, soft, d - 1.6);
  float inner = 1.0 - smoothstep(-soft, soft, d);
  float ink = inner;
  if (shape == 1) ink *= smoothstep(-soft, soft, d + 0.45 * r);
  if (shape >= 6) {
    ink *= smoothstep(-soft, soft, d + 2.5);
    if (shape == 6) ink = max(ink, 1.0 - smoothstep(-soft, soft, length(p) - 2.3));
  }
  // The probe is drawn whole, over everything.
  bool whole = layer == 0 || shape >= 6;
  float alpha = whole || layer == 1 ? outer : inner;
  if (alpha <= 0.0) discard;
  gl_FragColor = vec4(mix(halo, vHue, layer == 1 ? 0.0 : ink), alpha * opacity);
}`;

/** Faint and whole where the ground hides them; above it all halos come first, or close marks would cover each other with theirs. */
const LAYERS = [
  { layer: 0, opacity: 0.28, depthTest: false, order: 1 },
  { layer: 1, opacity: 1, depthTest: true, order: 4 },
  { layer: 2, opacity: 1, depthTest: true, order: 5 },
] as const;

export class Marks {
  readonly group = new Group();
  readonly #uniforms = { halo: { value: [1, 1, 1] as readonly number[] }, ratio: { value: 1 }, nearer: { value: 0.12 } };
  readonly #layers = LAYERS.map(({ layer, opacity, depthTest, order }) => {
    const uniforms = { ...this.#uniforms, layer: { value: layer }, opacity: { value: opacity } };
    const material = new ShaderMaterial({ vertexShader: VERTEX, fragmentShader: FRAGMENT, uniforms, transparent: true, depthWrite: false, depthTest });
    const points = new Points(new BufferGeometry(), material);
    points.renderOrder = order;
    points.frustumCulled = false;
    return points;
  });

  constructor() {
    this.group.add(...this.#layers);
  }

  /** The last of them is drawn over the others. */
  show(marks: readonly Mark[], paint: Paint, ratio: number): void {
    const geometry = new BufferGeometry();
    const numbers = (name: string, size: number, of: (mark: Mark) => readonly number[]): void => {
      geometry.setAttribute(name, new Float32BufferAttribute(marks.flatMap(of), size));
    };
    numbers("position", 3, ({ spot }) => spot);
    numbers("hue", 3, ({ hue }) => paint(hue).slice(0, 3));
    numbers("shape", 1, ({ shape }) => [SHAPES.indexOf(shape)]);
    numbers("size", 1, ({ size }) => [size]);
    this.#layers[0]?.geometry.dispose();
    for (const points of this.#layers) points.geometry = geometry;
    this.#uniforms.halo.value = paint("halo").slice(0, 3);
    this.#uniforms.ratio.value = ratio;
  }

  dispose(): void {
    for (const { geometry, material } of this.#layers) {
      geometry.dispose();
      material.dispose();
    }
  }
}
