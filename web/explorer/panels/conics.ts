/** Level lines of the local quadratic model, from its eigenpairs and its stationary point. Pure functions. */
import type { Point, Probe } from "../types";

export interface Conic {
  readonly points: readonly Point[];
  /** The level of the probe itself. */
  readonly strong: boolean;
}

/** Levels, as shares of the probe's: half, once and one and a half times as far from the stationary point. */
const LEVELS = [0.25, 1, 2.25];
const PIECES = 72;

/** None where the model has no single stationary point. `reach`: how far from there they are drawn, in units of the plane. */
export function conics(probe: Probe, reach: number): readonly Conic[] {
  const { point: centre } = probe.model;
  const [a, b] = probe.cross;
  if (centre === null || a === undefined || b === undefined || a.half === null || b.half === null) return [];
  const [ha, hb, sa, sb] = [a.half, b.half, Math.sign(a.eigenvalue ?? 0), Math.sign(b.eigenvalue ?? 0)];
  const off: Point = [probe.point[0] - centre[0], probe.point[1] - centre[1]];
  const along = ({ vector }: typeof a): number => off[0] * vector[0] + off[1] * vector[1];
  const parts = [(along(a) / ha) ** 2, (along(b) / hb) ** 2] as const;
  // Where the probe stands on the stationary point, levels that fit the frame.
  const size = parts[0] + parts[1] || (reach / 2 / Math.max(ha, hb)) ** 2;
  const level = sa * parts[0] + sb * parts[1];
  const onCone = Math.abs(level) <= 1e-9 * size;
  const place = (u: number, v: number): Point => [centre[0] + u * a.vector[0] + v * b.vector[0], centre[1] + u * a.vector[1] + v * b.vector[1]];
  const unit = onCone ? size : Math.abs(level);
  const span = Array.from({ length: PIECES + 1 }, (_, k) => k / PIECES);
  if (sa === sb) {
    return LEVELS.map((share) => {
      const r = Math.sqrt(share * unit);
      return { points: span.map((t) => place(ha * r * Math.cos(2 * Math.PI * t), hb * r * Math.sin(2 * Math.PI * t))), strong: share === 1 && !onCone };
    });
  }
  const branches = LEVELS.flatMap((share) =>
    [sa, sb].flatMap((sign) => {
      const r = Math.sqrt(share * unit);
      const most = Math.asinh((3 * reach) / (r * Math.min(ha, hb)));
      const strong = share === 1 && !onCone && Math.sign(level) === sign;
      return [-1, 1].map((side): Conic => {
        const at = (t: number): Point => (sign === sa ? place(side * ha * r * Math.cosh(t), hb * r * Math.sinh(t)) : place(ha * r * Math.sinh(t), side * hb * r * Math.cosh(t)));
        return { points: span.map((t) => at((2 * t - 1) * most)), strong };
      });
    }),
  );
  const far = (3 * reach) / Math.min(ha, hb);
  const asymptotes = [-1, 1].map((side): Conic => ({ points: [place(-ha * far, -side * hb * far), place(ha * far, side * hb * far)], strong: onCone }));
  return onCone ? [...branches, ...asymptotes] : branches;
}
