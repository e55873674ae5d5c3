import type { Engine } from "../runtime/api";
import { jacobianClass } from "./element";

/** Registers `<jacobian-explorer>`, once. */
export function defineJacobian(engine: Engine): void {
  if (!customElements.get("jacobian-explorer")) customElements.define("jacobian-explorer", jacobianClass(engine));
}
