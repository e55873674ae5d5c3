import type { Engine } from "../runtime/api";
import { explorerClass } from "./element";
import type { SurfaceFactory } from "./surface/api";

/** Registers `<landscape-explorer>`, once. */
export function defineExplorer(engine: Engine, loadSurface: () => Promise<SurfaceFactory>): void {
  if (!customElements.get("landscape-explorer")) customElements.define("landscape-explorer", explorerClass(engine, loadSurface));
}
