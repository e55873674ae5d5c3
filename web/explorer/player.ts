/** Play: steps at a steady pace until all have arrived, the reader pauses, or something else is done. */

export const SPEEDS = [1, 2, 5, 10, 30] as const;

/** Steps at once. */
const MOST = 10;

export class Player {
  playing = false;
  /** Steps a second. */
  speed = 5;
  #plays = 0;

  constructor(
    /** Takes steps and says whether anything moved; one play is one gesture, and undone at once. */
    readonly step: (gesture: string, count: number) => Promise<boolean>,
    /** Playing has begun or ended, or its speed is another. */
    readonly changed: () => void,
  ) {}

  play(): void {
    if (this.playing) return;
    this.playing = true;
    const turn = ++this.#plays;
    let last = performance.now() - 1000 / this.speed;
    const tick = async (): Promise<void> => {
      if (turn !== this.#plays) return;
      const began = performance.now();
      // Where Python cannot keep pace, it is asked for more at once.
      const count = Math.min(MOST, Math.max(1, Math.round(((began - last) * this.speed) / 1000)));
      last = began;
      // Nothing moves that nobody sees.
      const moved = document.hidden || (await this.step(`play ${turn}`, count));
      if (turn !== this.#plays) return;
      if (!moved) this.pause();
      else setTimeout(() => void tick(), Math.max(0, 1000 / this.speed - (performance.now() - began)));
    };
    this.changed();
    void tick();
  }

  pause(): void {
    if (!this.playing) return;
    this.playing = false;
    this.#plays += 1;
    this.changed();
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    this.changed();
  }
}
