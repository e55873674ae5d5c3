/** The page's script: finds its own folder, opens the two doors to Python and defines the elements. */
import manifest from "@manifest";
import { defineCells } from "./cells";
import { defineClaims } from "./claim";
import { defineExplorer } from "./explorer";
import { defineJacobian } from "./jacobian";
import type { Manifest, Setup } from "./protocol";
import { openEngine, openKernel } from "./runtime/doors";
import { placeOf } from "./runtime/places";
import { Store } from "./runtime/store";

/** Only known while this script runs for the first time; pages that are swapped in later share it. */
// Inside a page that is one file the script has no address of its own.
const base = new URL(".", (document.currentScript as HTMLScriptElement).src || location.href).href;
const known: Manifest = manifest;

const place = placeOf(known, base);
const setup: Setup = { numerics: "numpy", package: "landscape", bridge: "landscape.bridge:answer_json" };
const surroundings = {
  manifest: known,
  setup,
  store: new Store(place, known.assets),
  spawn: () => place.spawn(known.worker),
};

const engine = openEngine(surroundings);
const kernel = openKernel(surroundings);
// The reader's Python is warmed when the explorers' one answers and the page has cells: the first Run finds it there.
engine.watch(({ phase }) => {
  if (phase === "ready" && document.querySelector("python-cell") !== null) setTimeout(() => kernel.start(), 300);
});

// Paper has a palette and lengths of its own; elements draw themselves for it after this.
for (const [type, on] of [["beforeprint", true], ["afterprint", false]] as const) {
  addEventListener(type, () => void document.documentElement.classList.toggle("ls-printing", on));
}

defineExplorer(engine, () => place.run(known.lazy.surface, () => globalThis.__landscapeSurface));
defineJacobian(engine);
defineClaims(engine);
defineCells(kernel, () => place.run(known.lazy.editor, () => globalThis.__landscapeEditor));
