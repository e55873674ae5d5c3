/** Shows how far Python's start is, or why it failed and what to do: the same words for explorers and cells. */
import { button, make } from "./dom";
import type { Stage } from "./protocol";
import type { Living } from "./runtime/api";

const STAGES: Readonly<Record<Stage, string>> = {
  fetch: "Fetching Python",
  unpack: "Unpacking Python",
  python: "Starting Python",
  numpy: "Loading NumPy",
  package: "Loading the package",
};

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/**
 * Fills `box`; an element that has nothing to tell stays empty, its place is reserved by the style sheet. Who pressed *Try
 * again* keeps the focus: on the box while Python starts, then on `heir`, what there is to use.
 */
export function showLife(box: HTMLElement, living: Living, shown = true, heir: HTMLElement = box): void {
  const { life } = living;
  const held = box.contains(document.activeElement);
  if (shown && life.phase === "loading") {
    const fetching = life.stage === "fetch";
    const text = fetching ? `${STAGES.fetch}: ${megabytes(life.done)} of ${megabytes(life.due)} MB` : STAGES[life.stage];
    const share = fetching ? life.done / Math.max(1, life.due) : 1;
    box.className = "ls-life ls-loading";
    box.replaceChildren(make("span", {}, text), make("span", { class: "ls-line", style: `--share:${(100 * share).toFixed(0)}%` }));
  } else if (shown && life.phase === "error") {
    box.className = "ls-life ls-failed";
    const words = make("p", { role: "alert" }, make("strong", {}, "Python is not running. "), life.message);
    box.replaceChildren(words, button("Try again", "ls-secondary", () => living.retry()));
  } else {
    box.className = "ls-life";
    box.replaceChildren();
  }
  if (!held) return;
  const next = box.querySelector("button") ?? (box.hasChildNodes() ? box : heir);
  if (next === box) box.tabIndex = -1;
  next.focus({ preventScroll: true });
}
