/** Undo and redo of everything: scenes as they were. Changes of one gesture (a drag, a slider's way) are one entry. */
import type { Scene } from "./scene";

const LONGEST = 500;

export class Timeline<S = Scene> {
  readonly #past: S[] = [];
  #future: S[] = [];
  #gesture: string | null = null;

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Call before a change. A change without a gesture begins one that a drag may go on with. */
  remember(scene: S, gesture: string | null): void {
    this.#future = [];
    if (gesture !== null && gesture === this.#gesture) return;
    // A drag goes on from the press that began it.
    if (gesture === "drag" && this.#gesture === "begun") {
      this.#gesture = gesture;
      return;
    }
    this.#gesture = gesture ?? "begun";
    this.#past.push(scene);
    if (this.#past.length > LONGEST) this.#past.shift();
  }

  /** The next change begins an entry of its own. */
  settle(): void {
    this.#gesture = null;
  }

  undo(now: S): S | null {
    const scene = this.#past.pop() ?? null;
    if (scene !== null) this.#future.push(now);
    this.#gesture = null;
    return scene;
  }

  redo(now: S): S | null {
    const scene = this.#future.pop() ?? null;
    if (scene !== null) this.#past.push(now);
    this.#gesture = null;
    return scene;
  }
}
