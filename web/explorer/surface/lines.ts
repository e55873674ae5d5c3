/** Lines on the ground, as wide on the screen wherever they run: each with a halo, and faint where the ground hides it. */
import { Color, Group, type Material } from "three";
import { LineMaterial } from "three/examples/jsm/lines/LineMaterial.js";
import { LineSegments2 } from "three/examples/jsm/lines/LineSegments2.js";
import { LineSegmentsGeometry } from "three/examples/jsm/lines/LineSegmentsGeometry.js";
import type { Paint } from "./paint";
import { dashed, type Line } from "./paths";

/** How far a line is drawn towards the eye, in steps of the depth's last digit: wide lines would sink into a slope. */
const nearer = (units: number): object => ({ polygonOffset: true, polygonOffsetFactor: 0, polygonOffsetUnits: -units });

function segments(positions: readonly number[], colours: readonly number[] | null, material: LineMaterial, order: number): LineSegments2 {
  const geometry = new LineSegmentsGeometry();
  geometry.setPositions(new Float32Array(positions));
  if (colours !== null) geometry.setColors(new Float32Array(colours));
  const drawn = new LineSegments2(geometry, material);
  drawn.renderOrder = order;
  return drawn;
}

export class Lines {
  readonly group = new Group();

  /** Builds all of them anew; `pixel`: a length in the box that is about a pixel of a dash. */
  show(lines: readonly Line[], paint: Paint, pixel: number): void {
    this.clear();
    const solid = lines.flatMap(({ spots }) => dashed(spots, []));
    if (solid.length === 0) return;
    const [positions, colours] = [[] as number[], [] as number[]];
    for (const { spots, hue, dash } of lines) {
      const [r, g, b] = paint(hue);
      const pieces = dashed(spots, dash, pixel);
      for (const number of pieces) positions.push(number);
      for (let k = 0; k < pieces.length; k += 3) colours.push(r, g, b);
    }
    const [r, g, b] = paint("halo");
    const core = new LineMaterial({ linewidth: 2.4, vertexColors: true, depthWrite: false, ...nearer(15000) });
    const halo = new LineMaterial({ linewidth: 5.2, color: new Color(r, g, b), depthWrite: false, ...nearer(15000) });
    const ghost = new LineMaterial({ linewidth: 1.6, vertexColors: true, depthWrite: false, depthTest: false, transparent: true, opacity: 0.3 });
    this.group.add(segments(positions, colours, ghost, 1), segments(solid, null, halo, 2), segments(positions, colours, core, 3));
  }

  /** Thin lines of one colour, which the ground hides: edges and ticks. */
  showThin(positions: readonly number[], hue: string, paint: Paint): void {
    this.clear();
    if (positions.length === 0) return;
    const [r, g, b, a] = paint(hue);
    this.group.add(segments(positions, null, new LineMaterial({ linewidth: 1.1, color: new Color(r, g, b), transparent: true, opacity: a, depthWrite: false, ...nearer(3000) }), 1));
  }

  clear(): void {
    for (const child of [...this.group.children] as LineSegments2[]) {
      child.geometry.dispose();
      (child.material as Material).dispose();
    }
    this.group.clear();
  }
}
