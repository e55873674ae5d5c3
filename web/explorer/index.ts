import type { Engine } from "../runtime/api";
import { explorerClass } from "./element";

/** Registers `<landscape-explorer>`, once. */
export function defineExplorer(engine: Engine): void {
  if (!customElements.get("landscape-explorer")) customElements.define("landscape-explorer", explorerClass(engine));
}
