/** What the reader sees where there is no 3-D view: why, and the way back. Of no weight, for the page has it too. */
import { button, make } from "../../dom";

export const NO_WEBGL = "This browser shows no 3-D: WebGL is missing or switched off. The map shows the same landscape.";
export const LOST = "The graphics card has dropped the 3-D view. The map shows the same landscape.";
export const UNLOADED = "The 3-D view could not be loaded. The map shows the same landscape.";

export function trouble(words: string, again: () => void): HTMLElement {
  return make("div", { class: "ls-surface-trouble" }, make("p", { role: "status" }, words), button("Try again", "ls-secondary", again));
}
