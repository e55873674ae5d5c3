import type { Kernel } from "../runtime/api";
import type { OpenEditor } from "./editing";
import { cellClass } from "./element";
import { Notebook } from "./notebook";

/** Registers `<python-cell>`, once. */
export function defineCells(kernel: Kernel, loadEditor: () => Promise<OpenEditor>): void {
  if (!customElements.get("python-cell")) customElements.define("python-cell", cellClass(kernel, new Notebook(kernel), loadEditor));
}
