/** Where the leading method ends from every start on the map. Asked for band by band, so that nothing has to wait for it. */
import type { Model } from "../model";
import type { Scene } from "../scene";
import { keyOfCard, specOf } from "../specs";
import type { BasinsReply } from "../replies";
import type { LandscapeCard } from "../types";
import { adapted, after, begun, GRIDS, NOTHING, progress, stepsOf, WORK, type Queue } from "./bands";
import { legend } from "./legend";
import { ENDS, KINDS, Mosaic } from "./mosaic";
import type { Overlay } from "./overlay";
import { areaSwatch } from "./patterns";
import { Layer, perModel, showLines } from "./per";

const ALPHA = 0.84;
/** Of a picture that the reader has moved on from, until the next one is there. */
const PAST = 0.3;
const MOVING = 4;
/** Milliseconds between two paintings while it is being refined: painting is dear, and the eye does not need each band. */
const REPAINT = 120;

interface Work {
  readonly layer: Layer;
  readonly mosaic: Mosaic;
  landscape: string;
  /** Landscape, method and settings, of which the picture is. */
  about: string;
  queue: Queue;
  work: number;
  /** Up to how many steps the first band of the queue is asked. */
  steps: number;
  /** The revision that is painted, and since when. */
  revision: number;
  painted: number;
  /** How many bands of the coarsest grid have no answer yet. */
  missing: number;
}

const works = perModel<Work>(() => ({
  layer: new Layer(), mosaic: new Mosaic(), landscape: "", about: "", queue: NOTHING, work: WORK, steps: 0, revision: 0, painted: 0, missing: 0,
}));

/** Begins anew; the old picture stays, pale, if it is of the same landscape. */
function begin(mine: Work, landscape: string, about: string): void {
  if (landscape !== mine.landscape) mine.mosaic.clear();
  const queue = begun(0, mine.work);
  Object.assign(mine, { landscape, about, queue, missing: queue.todo.length });
  prepare(mine);
}

function prepare(mine: Work): void {
  const [band] = mine.queue.todo;
  mine.steps = band === undefined ? 0 : stepsOf(band, mine.work);
}

/** Asks for the next band, and takes the answer about the last one over. */
function pull(model: Model, card: LandscapeCard, mine: Work, request: object): void {
  const [band] = mine.queue.todo;
  if (band === undefined) return;
  const wanted = model.want<BasinsReply>("basins", { ...request, resolution: GRIDS[band.grid], rows: band.rows, steps: mine.steps });
  if (wanted === null || !wanted.fresh) return;
  mine.work = adapted(mine.work, wanted.answer.milliseconds);
  // The pale picture of other settings goes with the first answer of the new ones to have come from everywhere.
  if (band.grid === 0 && band.steps === 0) mine.missing -= 1;
  mine.mosaic.put(card, band, wanted.answer, mine.steps);
  const moving = wanted.answer.kinds.data.reduce((sum, kind) => sum + (kind === MOVING ? 1 : 0), 0);
  mine.queue = after(mine.queue, mine.steps, moving, mine.work);
  prepare(mine);
  pull(model, card, mine, request);
}

/** The picture as far as it has come. Whoever looks at it, map or legend, takes it further. */
function current(model: Model, { card, lead }: Scene): Work {
  const mine = works(model);
  const method = { name: lead, parameters: model.settings(lead) };
  const about = JSON.stringify([keyOfCard(card), card.window, method]);
  if (about !== mine.about) begin(mine, keyOfCard(card), about);
  pull(model, card, mine, { query: "basins", landscape: specOf(card), method, window: card.window });
  return mine;
}

export const basins: Overlay = {
  name: "basins",
  title: "Basins of attraction",
  about: "Colours every start by how the leading method (the one pressed or chosen last) ends from there: at which stationary point, of which kind, or nowhere.",
  layer: "ground",
  wash: true,
  draw(pen, model, scale, colour) {
    const { scene } = model;
    if (scene === null) return;
    const { card } = scene;
    const mine = current(model, scene);
    const [fine, coarse, now] = [mine.queue.todo.length === 0, mine.queue.todo[0]?.grid === 0, performance.now()];
    if (fine || coarse || now - mine.painted > REPAINT) Object.assign(mine, { revision: mine.mosaic.revision, painted: now });
    const key = [mine.revision, fine, card, colour("paper"), colour("minimum")];
    mine.layer.show(pen, scale, key, (its, ratio) => mine.mosaic.paint(its, card, scale, ratio, colour, fine), mine.missing > 0 ? PAST : ALPHA);
    showLines(pen, model, scale, colour);
  },
  legend(model) {
    const { scene } = model;
    if (scene === null) return null;
    const mine = current(model, scene);
    const keys = mine.mosaic.present().map((kind) => {
      const { words, hue, hatch, strengths } = ENDS[kind] as (typeof ENDS)[number];
      const points = scene.card.stationary_points.filter((known) => known.kind === KINDS[kind]).length;
      return { swatch: areaSwatch(hue, hatch, strengths.slice(0, Math.max(1, points))), words };
    });
    const title = `Method: ${model.card(scene.lead)?.title ?? scene.lead}`;
    return legend(keys, mine.queue.todo.length === 0 ? title : `${title}; refining … ${Math.floor(100 * progress(mine.queue))} %`);
  },
};
