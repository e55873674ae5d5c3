import type { Engine } from "../runtime/api";
import { claimClass } from "./element";

/** Registers `<live-claim>`, once. */
export function defineClaims(engine: Engine): void {
  if (!customElements.get("live-claim")) customElements.define("live-claim", claimClass(engine));
}
