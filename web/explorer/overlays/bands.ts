/**
 * In which order a picture of basins is asked for: bands of rows, coarse grids first, and small enough that a probe need
 * not wait behind one. Pure functions.
 */

/** Columns and rows; the samples of each grid begin and end on the map's edges. */
export const GRIDS = [[36, 24], [108, 72], [216, 144]] as const;
/** What has not arrived after so many steps is called still moving. */
export const STEPS = 256;
const LEAST_STEPS = 16;
/** One step costs Python as much as so many starts do, however few there are. */
const CALL = 400;
/** Starts (and `CALL`) times steps in one request: as many as take Python some 8 ms in the page, to begin with. */
export const WORK = 9000;
const [LEAST_WORK, MOST_WORK] = [LEAST_STEPS * (CALL + 36), 200_000];
/** Milliseconds that Python may take: a probe waits no longer than that. */
const [QUICK, SLOW] = [6, 9];

export interface Band {
  readonly grid: number;
  /** The first row and that after the last. */
  readonly rows: readonly [number, number];
  /** Steps taken so far, and how many of its starts still move. */
  readonly steps: number;
  readonly moving: number;
}

/** What is left of a pass over one grid, and what the next pass has to go on with. */
export interface Queue {
  readonly todo: readonly Band[];
  readonly later: readonly Band[];
}

export const NOTHING: Queue = { todo: [], later: [] };

/** 0 to n - 1 so that any beginning of the list is spread over all of it (van der Corput: the bits of k, reversed). */
export function spread(n: number): readonly number[] {
  const bits = Math.max(0, Math.ceil(Math.log2(n)));
  const reversed = (k: number): number => Array.from({ length: bits }, (_, b) => ((k >> b) & 1) << (bits - 1 - b)).reduce((a, b) => a + b, 0);
  return Array.from({ length: 2 ** bits }, (_, k) => reversed(k)).filter((k) => k < n);
}

/** The first pass over a grid, in the order in which its bands are asked for. */
export function begun(grid: number, work: number): Queue {
  const [columns, rows] = GRIDS[grid] ?? [0, 0];
  const size = Math.min(rows, Math.max(1, Math.floor((work / LEAST_STEPS - CALL) / columns)));
  const todo = spread(Math.ceil(rows / size)).map((k): Band => {
    const [first, end] = [k * size, Math.min(rows, (k + 1) * size)];
    return { grid, rows: [first, end], steps: 0, moving: (end - first) * columns };
  });
  return { todo, later: [] };
}

/** Up to how many steps a band is asked next: the fewer of its starts still move, the farther. */
export function stepsOf({ steps, moving }: Band, work: number): number {
  const more = Math.floor(work / (CALL + moving) / LEAST_STEPS) * LEAST_STEPS;
  return Math.min(STEPS, steps + Math.max(LEAST_STEPS, more));
}

/** Neighbours are asked together where few of their starts still move. */
export function joined(bands: readonly Band[], work: number): readonly Band[] {
  const out: Band[] = [];
  for (const band of [...bands].sort((a, b) => a.rows[0] - b.rows[0])) {
    const last = out.at(-1);
    const moving = band.moving + (last?.moving ?? 0);
    const fits = last !== undefined && last.steps === band.steps && LEAST_STEPS * (CALL + moving) <= work;
    if (fits) out[out.length - 1] = { ...last, rows: [last.rows[0], band.rows[1]], moving };
    else out.push(band);
  }
  return spread(out.length).map((k) => out[k] as Band);
}

/** What is left to ask after an answer about the first band: this pass, the next one, or the next grid. */
export function after({ todo: [band, ...rest], later }: Queue, steps: number, moving: number, work: number): Queue {
  if (band === undefined) return NOTHING;
  const next = moving > 0 && steps < STEPS ? [...later, { ...band, steps, moving }] : later;
  if (rest.length > 0) return { todo: rest, later: next };
  if (next.length > 0) return { todo: joined(next, work), later: [] };
  return band.grid + 1 < GRIDS.length ? begun(band.grid + 1, work) : NOTHING;
}

/** The work of the next request, from how long Python took for the last one. */
export function adapted(work: number, elapsed: number): number {
  const factor = elapsed < QUICK ? 1.15 : elapsed > SLOW ? 0.8 : 1;
  return Math.min(MOST_WORK, Math.max(LEAST_WORK, work * factor));
}

/** How much of the way is done, from 0 to 1: by the starts of all grids. */
export function progress({ todo, later }: Queue): number {
  const size = (grid: number): number => (GRIDS[grid]?.[0] ?? 0) * (GRIDS[grid]?.[1] ?? 0);
  const total = GRIDS.reduce((sum, _, grid) => sum + size(grid), 0);
  const first = todo[0];
  if (first === undefined) return 1;
  const finer = GRIDS.reduce((sum, _, grid) => sum + (grid > first.grid ? size(grid) : 0), 0);
  const left = [...todo, ...later].reduce((sum, { moving }) => sum + moving, 0);
  return 1 - (finer + left) / total;
}
