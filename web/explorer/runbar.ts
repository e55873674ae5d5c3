/** Run: all chosen methods from one start, played, paused, stepped, taken back, and scrubbed along. */
import { able, button, make } from "../dom";
import type { Model } from "./model";
import { SPEEDS } from "./player";
import { active, iterateOf, longest } from "./scene";

export class RunBar {
  readonly #back = button("Back", "ls-secondary", () => this.model.back());
  readonly #play = button("Play", "ls-secondary ls-play");
  readonly #step = button("Step all", "ls-secondary");
  readonly #speed = make("select", { class: "ls-select ls-speed" });
  readonly #scrub = make("input", { type: "range", min: 0, max: 0, step: 1, "aria-label": "Iterate" });
  // Not announced: the slider says it where it is asked, and a run would not stop talking.
  readonly #told = make("output", { class: "ls-number", "aria-live": "off" });

  constructor(
    readonly model: Model,
    id: string,
  ) {
    this.#play.addEventListener("click", () => (model.player.playing ? model.player.pause() : model.player.play()));
    this.#step.addEventListener("click", () => model.stepAll());
    this.#speed.id = `${id}-speed`;
    this.#speed.append(...SPEEDS.map((speed) => make("option", { value: speed }, `${speed} a second`)));
    this.#speed.addEventListener("change", () => model.player.setSpeed(Number(this.#speed.value)));
    this.#scrub.addEventListener("input", () => {
      model.player.pause();
      model.goTo(Number(this.#scrub.value));
    });
    this.#scrub.addEventListener("change", () => model.released());
  }

  parts(): Node[] {
    const speed = make("label", { class: "ls-hidden", for: this.#speed.id }, "Speed");
    return [make("span", { class: "ls-trio" }, this.#back, this.#play, this.#step), speed, this.#speed, make("span", { class: "ls-scrub" }, this.#scrub, this.#told)];
  }

  update(): void {
    const { model } = this;
    const { scene } = model;
    if (scene === null) return;
    const [shown, last] = [iterateOf(scene), longest(scene)];
    const racers = active(scene);
    this.#play.textContent = model.player.playing ? "Pause" : "Play";
    this.#play.title = model.player.playing ? "Stops where it is" : "Lets every chosen method walk from where the probe stands";
    able(this.#back, shown > 0, shown === 0 ? "There is no step to go back yet" : "Shows the iterate before this one; nothing is lost");
    this.#step.title = scene.chosen.length === 1 ? "One step of the chosen method" : "One step of every chosen method, from one start";
    this.#speed.value = String(model.player.speed);
    this.#scrub.disabled = last === 0;
    this.#scrub.max = String(last);
    if (this.#scrub.value !== String(shown)) this.#scrub.value = String(shown);
    this.#scrub.setAttribute("aria-valuetext", `iterate ${shown} of ${last}`);
    const whose = racers.length === 1 ? `${model.card(racers[0]?.method ?? "")?.title}: ` : "";
    this.#told.value = last === 0 ? "no steps yet" : `${whose}${shown} of ${last}${racers.length > 1 ? `, ${racers.length} methods` : ""}`;
  }
}
