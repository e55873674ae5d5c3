/** What a reader may take along: the address of the view, and the map as a picture. */
import { button, make, save } from "../dom";
import { fits, write } from "./address";
import type { LandscapeMap } from "./map";
import type { Model } from "./model";
import type { Ways } from "./ways";

export class Keep {
  readonly #link = make("a", { class: "ls-button ls-quiet", href: "#", title: "Puts the address of this view, with its steps, into the address bar and the clipboard" }, "Copy link");
  readonly #first = button("As at first", "ls-quiet", () => this.#restore());
  readonly #picture = button("Save picture", "ls-quiet", () => void this.#save());
  readonly #words = make("span", { class: "ls-muted", role: "status" });

  constructor(
    readonly model: Model,
    readonly map: LandscapeMap,
    readonly ways: Ways,
  ) {
    this.#first.title = "Brings everything here back as it came: landscape, methods, settings and steps (Undo takes that back)";
    this.#first.hidden = true;
    this.#link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      void this.#copy();
    });
  }

  parts(): Node[] {
    return [this.#words, this.#first, this.#link, this.#picture];
  }

  update(): void {
    const { model } = this;
    const { number } = this.ways;
    if (model.address === null || model.first === null) return;
    const address = write(number, model.address);
    // While the page's own steps are still to come, nothing was changed.
    this.#first.hidden = !model.canUndo || address === write(number, model.first);
    if (address === this.#link.getAttribute("href")) return;
    this.#link.setAttribute("href", address);
    this.#words.textContent = "";
  }

  #restore(): void {
    this.model.restore();
    // The button goes with what it has undone; the focus must not be lost with it.
    if (this.#first.hidden) this.#link.focus();
  }

  async #copy(): Promise<void> {
    const fragment = this.#link.getAttribute("href") as string;
    if (this.model.address === null || !fits(this.model.address, fragment)) {
      this.#words.textContent = "Too many steps for a link: Reset, or undo some";
      return;
    }
    this.ways.settled(fragment);
    // Silently: a change of place that is heard makes Material swap the page for itself.
    history.replaceState(history.state, "", fragment);
    const onDisk = location.protocol === "file:";
    // A folder's path means nothing on another computer: the file's name goes along, not the way to it.
    const text = onDisk ? `${location.pathname.split("/").pop()}${fragment}` : location.href;
    try {
      await navigator.clipboard.writeText(text);
      this.#words.textContent = onDisk ? "Copied; it holds in every copy of this folder" : "Copied";
    } catch {
      this.#words.textContent = "It is in the address bar";
    }
  }

  async #save(): Promise<void> {
    const { map, model } = this;
    try {
      save(`landscape-${model.scene?.card.name.toLowerCase() ?? "map"}.png`, await map.picture());
      this.#words.textContent = "Saved";
    } catch (error) {
      this.#words.textContent = `Not saved: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
}
