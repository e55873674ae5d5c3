// The pages by their sources, so that each can have tests of its own before any site is visited.
import { readdir } from "node:fs/promises";

const found = await readdir(new URL("../../docs/", import.meta.url), { recursive: true });

/** Every page as `visit.open` takes it, in alphabetical order. */
export const SOURCES = found
  .filter((name) => /\.(?:md|ipynb)$/.test(name) && !/^(?:overrides|templates)\//.test(name))
  .map((name) => name.replace(/\.(?:md|ipynb)$/, "/").replace(/(?:^|\/)index\/$/, (end) => (end.startsWith("/") ? "/" : "")))
  .sort();
