/** The disc within which the trust-region method believes its model, about the probe. */
import { styleOf } from "../methods";
import type { Model } from "../model";
import { short } from "../numbers";
import type { NextStep } from "../types";
import { legend } from "./legend";
import { outlined } from "./marks";
import type { Overlay } from "./overlay";
import { lineSwatch } from "./patterns";
import { probeOf } from "./per";

const METHOD = "TrustRegion";
/** Beyond so many pixels an arc on the map is a straight line, and browsers err. */
const LARGEST = 1e5;

function stepOf(model: Model): NextStep | null {
  return probeOf(model)?.steps.find(({ method, radius }) => method === METHOD && radius !== null) ?? null;
}

export const region: Overlay = {
  name: "region",
  title: "Trust region",
  about: "The disc about the probe within which the trust-region method takes its quadratic model at its word; the next step ends inside it or on its edge.",
  layer: "top",
  draw(pen, model, scale, colour) {
    const [probe, step] = [probeOf(model), stepOf(model)];
    if (probe === null || step === null) return;
    const centre = scale.toPixel(probe.point);
    const radius = scale.toPixel([probe.point[0] + (step.radius ?? 0), probe.point[1]])[0] - centre[0];
    if (!(radius < LARGEST)) return;
    const { hue, dash } = styleOf(METHOD);
    pen.beginPath();
    pen.arc(...centre, radius, 0, 2 * Math.PI);
    pen.globalAlpha = 0.12;
    pen.fillStyle = colour(hue);
    pen.fill();
    pen.globalAlpha = 1;
    outlined(pen, colour, hue, 2, dash);
    // A proposal that was refused is crossed out by the arrow that leads to it.
  },
  legend(model) {
    const step = stepOf(model);
    if (step === null) return legend([], "Choose the method Trust region to see its disc.");
    const { hue, dash } = styleOf(METHOD);
    const refused = step.proposal === null ? null : "The next proposal will be refused, and the disc shrinks.";
    return legend([{ swatch: lineSwatch(hue, 2, dash), words: `radius ${short(step.radius)}` }], refused);
  },
};
