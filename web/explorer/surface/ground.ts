/** The slab as three.js draws it: bands and contours of the map's own levels, in a soft light. */
import { BufferAttribute, BufferGeometry, DataTexture, DoubleSide, FloatType, Group, Mesh, RedFormat, ShaderMaterial } from "three";
import type { Field } from "../types";
import { edgesOf, groundOf, shareOf, wallsOf, type Body, type Relief } from "./geometry";
import { Lines } from "./lines";
import type { Paint } from "./paint";

/** Colours of height in the style sheet. */
const HEIGHTS = 16;

const VERTEX = /* glsl */ `
attribute float share;
varying float vShare;
varying vec3 vNormal;
varying vec3 vEye;
void main() {
  vShare = share;
  vNormal = normal;
  vEye = cameraPosition - position;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

// A height's place among the levels is k at the k-th of them, with fractions between. A contour is drawn where it passes a whole
// number: as wide on the screen wherever it runs, and not where too many meet.
const FRAGMENT = /* glsl */ `
uniform sampler2D bands;
uniform sampler2D stairs;
uniform int count;
uniform vec4 contour;
uniform vec3 paper;
uniform float wall;
uniform float ratio;
varying float vShare;
varying vec3 vNormal;
varying vec3 vEye;
const vec3 LIGHT = normalize(vec3(-0.45, -0.35, 1.0));
float stair(int k) { return texelFetch(stairs, ivec2(k, 0), 0).r; }
float levelOf(float share) {
  int low = 0;
  int high = count + 1;
  while (high - low > 1) {
    int middle = (low + high) / 2;
    if (stair(middle) <= share) low = middle; else high = middle;
  }
  return float(low) + (share - stair(low)) / max(stair(high) - stair(low), 1e-9);
}
void main() {
  float level = levelOf(vShare);
  float steep = fwidth(level);
  vec4 band = texelFetch(bands, ivec2(clamp(int(level), 0, count), 0), 0);
  float nearest = floor(level + 0.5);
  float width = ratio * mix(0.22, 0.6, texelFetch(bands, ivec2(clamp(int(nearest), 0, count), 0), 0).a);
  float line = 1.0 - smoothstep(width - 0.5, width + 0.5, abs(level - nearest) / max(steep, 1e-6));
  line *= step(0.5, nearest) * step(nearest, float(count)) * (1.0 - smoothstep(0.15, 0.5, steep));
  vec3 colour = mix(band.rgb, contour.rgb, line * contour.a * mix(1.0, 0.35, wall));
  vec3 normal = normalize(vNormal);
  if (dot(normal, vEye) < 0.0) normal = -normal;
  float light = 0.5 + 0.5 * dot(normal, LIGHT);
  colour = mix(colour * mix(0.74, 1.05, light * light), paper, 0.5 * wall);
  gl_FragColor = vec4(min(colour, 1.0), 1.0);
}`;

function geometryOf({ positions, shares, triangles }: Body): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(positions, 3));
  geometry.setAttribute("share", new BufferAttribute(shares, 1));
  geometry.setIndex(new BufferAttribute(triangles, 1));
  geometry.computeVertexNormals();
  return geometry;
}

export class Ground {
  readonly group = new Group();
  /** What a click can hit. */
  readonly top: Mesh<BufferGeometry, ShaderMaterial>;
  readonly #walls: Mesh<BufferGeometry, ShaderMaterial>;
  readonly #field: Field;
  readonly #bands: DataTexture;
  readonly #stairs: DataTexture;
  readonly #uniforms: Record<"contour" | "paper", { value: readonly number[] }> & { readonly ratio: { value: number } };
  readonly #edge = new Lines();
  readonly #edges: readonly number[];

  constructor(field: Field, relief: Relief) {
    this.#field = field;
    const count = field.levels.length;
    this.#bands = new DataTexture(new Uint8Array(4 * (count + 1)), count + 1, 1);
    const stairs = [0, ...field.levels.map((level) => shareOf(field, level)), 1];
    this.#stairs = new DataTexture(new Float32Array(stairs), stairs.length, 1, RedFormat, FloatType);
    this.#stairs.needsUpdate = true;
    const uniforms = {
      stairs: { value: this.#stairs },
      bands: { value: this.#bands },
      count: { value: count },
      contour: { value: [0, 0, 0, 0] as readonly number[] },
      paper: { value: [1, 1, 1] as readonly number[] },
      ratio: { value: 1 },
    };
    this.#uniforms = uniforms;
    const material = (wall: number): ShaderMaterial =>
      new ShaderMaterial({ vertexShader: VERTEX, fragmentShader: FRAGMENT, uniforms: { ...uniforms, wall: { value: wall } }, side: DoubleSide });
    const ground = groundOf(field, relief);
    this.top = new Mesh(geometryOf(ground), material(0));
    this.#walls = new Mesh(geometryOf(wallsOf(field, ground)), material(1));
    this.#edges = edgesOf(field, ground);
    this.group.add(this.top, this.#walls, this.#edge.group);
  }

  /** Level k of n has the colour that it has on the map. */
  paint(paint: Paint, ratio: number): void {
    const { levels, strong } = this.#field;
    const data = this.#bands.image.data as Uint8Array;
    for (let k = 0; k <= levels.length; k += 1) {
      const [r, g, b] = paint(`h${Math.round((k * (HEIGHTS - 1)) / Math.max(1, levels.length))}`);
      data.set([255 * r, 255 * g, 255 * b, strong[k - 1] ? 255 : 0].map(Math.round), 4 * k);
    }
    this.#bands.needsUpdate = true;
    this.#uniforms.contour.value = paint("contour");
    this.#uniforms.paper.value = paint("paper").slice(0, 3);
    this.#uniforms.ratio.value = ratio;
    this.#edge.showThin(this.#edges, "contour", paint);
  }

  dispose(): void {
    this.#edge.clear();
    this.#bands.dispose();
    this.#stairs.dispose();
    for (const mesh of [this.top, this.#walls]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
  }
}
