/** The stationary points that are known of the landscape, each by the mark of its kind. */
import { drawMark } from "../ground";
import { inside } from "../scale";
import type { Overlay } from "./overlay";

export const pins: Overlay = {
  name: "pins",
  title: "Known stationary points",
  about: "Points where the gradient is zero: a circle is a minimum, a diamond a saddle, a triangle a maximum, and a square is a point that H leaves undecided.",
  layer: "top",
  draw(pen, model, scale, colour) {
    for (const { point, kind } of model.scene?.card.stationary_points ?? []) {
      const spot = scale.toPixel(point);
      if (inside(spot, scale.width, scale.height, 8)) drawMark(pen, kind, spot, colour);
    }
  },
};
