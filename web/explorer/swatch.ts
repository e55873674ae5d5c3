/** A method's line in miniature, for chips and legends: its hue, its dash and its end mark. */
import { styleOf, type End } from "./methods";

const SVG = "http://www.w3.org/2000/svg";

/** The mark of 7 pixels around (x, y). */
const ENDS: Readonly<Record<End, (x: number, y: number) => string>> = {
  circle: (x, y) => `M${x - 3.5} ${y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z`,
  ring: (x, y) => `M${x - 3} ${y}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z`,
  square: (x, y) => `M${x - 3.2} ${y - 3.2}h6.4v6.4h-6.4z`,
  diamond: (x, y) => `M${x} ${y - 4.2}l4.2 4.2l-4.2 4.2l-4.2 -4.2z`,
  triangle: (x, y) => `M${x} ${y - 4}l4.2 7.2h-8.4z`,
  cross: (x, y) => `M${x - 3.2} ${y - 3.2}l6.4 6.4m0 -6.4l-6.4 6.4`,
};

export function node<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Readonly<Record<string, string | number>>): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

export function swatch(method: string): SVGElement {
  const { hue, dash, end } = styleOf(method);
  const colour = `var(--ls-${hue})`;
  const svg = node("svg", { class: "ls-line-swatch", viewBox: "0 0 36 12", width: 36, height: 12, "aria-hidden": "true", focusable: "false" });
  const line = node("path", { d: "M1 6H29", fill: "none", "stroke-width": 2.4, "stroke-dasharray": dash.join(" ") || "none" });
  const hollow = end === "ring" || end === "cross";
  const mark = node("path", { d: ENDS[end](30.5, 6), "stroke-width": hollow ? 1.8 : 0 });
  line.style.stroke = colour;
  mark.style.stroke = colour;
  mark.style.fill = hollow ? "none" : colour;
  svg.append(line, mark);
  return svg;
}
