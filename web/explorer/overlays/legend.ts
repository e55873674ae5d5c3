/** The words beside the map: swatches with what they mean, and a line of text. */
import { make } from "../../dom";

export interface Key {
  readonly swatch: SVGElement;
  readonly words: string;
}

/** Null where there is nothing to say. */
export function legend(keys: readonly Key[], remark: string | null = null): Node | null {
  if (keys.length === 0 && remark === null) return null;
  const items = keys.map(({ swatch, words }) => make("span", { class: "ls-key" }, swatch, make("span", {}, words)));
  return make("span", { class: "ls-keys" }, ...items, remark === null ? null : make("span", { class: "ls-remark" }, remark));
}
