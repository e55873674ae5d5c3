/** The panels, in the order in which they stand. */
import type { SurfaceFactory } from "../surface/api";
import { chartPanel } from "./chart";
import { cutPanel } from "./cut";
import { insidePanel } from "./inside";
import { methodsPanel } from "./methods";
import { overlaysPanel } from "./overlays";
import type { Panel } from "./panel";
import { surfacePanel } from "./surface";
import { tablePanel } from "./table";

export function panels(loadSurface: () => Promise<SurfaceFactory>): readonly Panel[] {
  return [methodsPanel, overlaysPanel, cutPanel, chartPanel, surfacePanel(loadSurface), insidePanel, tablePanel];
}
