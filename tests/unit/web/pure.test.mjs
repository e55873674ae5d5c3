// The front end's pure functions: what a browser test could only see from afar.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const bands = await load("explorer/overlays/bands.ts");
const { Timeline } = await load("explorer/timeline.ts");
const address = await load("explorer/address.ts");
const scenes = await load("explorer/scene.ts");
const track = await load("explorer/track.ts");

/** Goes through a whole picture of basins; `moving` says how many starts of a band still move after so many steps. */
function refined(moving) {
  let [queue, work] = [bands.begun(0, bands.WORK), bands.WORK];
  const asked = [];
  while (queue.todo.length > 0) {
    const [band] = queue.todo;
    const steps = bands.stepsOf(band, work);
    asked.push({ ...band, to: steps });
    queue = bands.after(queue, steps, moving(band, steps), work);
    assert.ok(asked.length < 20_000, "it comes to an end");
  }
  return asked;
}

test("basins: each row of each grid is asked, from a start at 0 to where nothing moves", () => {
  for (const moving of [() => 0, (band, steps) => (steps < 100 ? Math.ceil(band.moving / 2) : 0), (band) => band.moving]) {
    const asked = refined(moving);
    bands.GRIDS.forEach(([, rows], grid) => {
      const first = new Set();
      for (const { rows: [a, b], steps } of asked.filter((band) => band.grid === grid)) for (let row = a; row < b; row += 1) if (steps === 0) first.add(row);
      assert.equal(first.size, rows);
    });
    assert.deepEqual([...asked].sort((a, b) => a.grid - b.grid).map(({ grid }) => grid), asked.map(({ grid }) => grid), "coarse before fine");
  }
  const last = refined((band) => band.moving).filter(({ grid }) => grid === 2);
  assert.equal(Math.max(...last.map(({ to }) => to)), bands.STEPS);
});

test("basins: neighbours with few that move are asked together, and no row is lost", () => {
  const many = Array.from({ length: 30 }, (_, k) => ({ grid: 1, rows: [2 * k, 2 * k + 2], steps: 16, moving: k === 7 ? 5000 : 3 }));
  const joined = bands.joined(many, bands.WORK);
  assert.ok(joined.length <= 4, `${joined.length}`);
  assert.equal(joined.reduce((sum, { moving }) => sum + moving, 0), many.reduce((sum, { moving }) => sum + moving, 0));
  assert.deepEqual(bands.joined([{ ...many[0] }, { ...many[1], steps: 32 }], bands.WORK).length, 2, "only those that have come equally far");
});

test("basins: the order is spread, the work follows Python's time, progress grows to 1", () => {
  for (const n of [1, 2, 7, 24, 100]) assert.deepEqual([...bands.spread(n)].sort((a, b) => a - b), Array.from({ length: n }, (_, k) => k));
  assert.ok(bands.adapted(9000, 2) > 9000 && bands.adapted(9000, 20) < 9000 && bands.adapted(9000, 7) === 9000);
  assert.equal(bands.progress(bands.NOTHING), 1);
  assert.ok(bands.progress(bands.begun(0, bands.WORK)) < 0.01);
});

test("timeline: a gesture is one entry, a drag goes on from its press, redo is what was undone", () => {
  const line = new Timeline();
  const scene = (n) => ({ n });
  line.remember(scene(0), null);
  line.remember(scene(1), "drag");
  line.remember(scene(2), "drag");
  line.remember(scene(3), "Adam.beta1");
  line.remember(scene(4), "Adam.beta1");
  line.settle();
  line.remember(scene(5), "Adam.beta1");
  assert.deepEqual([line.undo(scene(6)), line.undo(scene(5)), line.undo(scene(3))], [scene(5), scene(3), scene(0)]);
  assert.equal(line.undo(scene(0)), null);
  assert.equal(line.canUndo, false);
  assert.deepEqual(line.redo(scene(0)), scene(3));
  line.remember(scene(3), null);
  assert.equal(line.canRedo, false, "what is done anew takes the place of what was undone");
  for (let k = 0; k < 900; k += 1) line.remember(scene(k), null);
  let count = 0;
  while (line.undo(scene(0)) !== null) count += 1;
  assert.equal(count, 500);
});

test("address: what is written is read again, to the last bit", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let k = 0; k < 300; k += 1) {
    const number = () => (random() - 0.5) * 10 ** Math.round(12 * random() - 6);
    const view = {
      landscape: "Rosenbrock", point: k % 3 ? [number(), number()] : null,
      methods: [{ method: "Adam", values: [random(), 0.9, 0.999, 1e-8] }, { method: "Newton", values: [] }],
      lead: "Newton", overlays: k % 2 ? ["pins", "cross"] : [], panels: k % 2 ? [] : ["table"],
      trails: [{ method: "Adam", group: 1 + (k % 4), start: [number(), number()], legs: [{ values: [random(), 0.9, 0.999, 1e-8], steps: 1 + k }, { values: [0.1, 0.5, 0.5, 1], steps: 2 }] }],
      iterate: k % 5 ? null : k, length: k % 7 ? 1 : number(), stage: k % 3,
    };
    assert.deepEqual(address.read(address.write(2, view), 2), view);
    assert.equal(address.read(address.write(2, view), 1), null, "meant for another explorer");
  }
  assert.equal(address.read("#newtons-method", 1), null);
});

test("address: what is too long to be followed again is not offered", () => {
  const view = (steps, runs = 1) => ({ trails: Array.from({ length: runs }, () => ({ legs: [{ values: [], steps }] })) });
  assert.ok(address.fits(view(2000), "#"));
  assert.ok(!address.fits(view(2001), "#"));
  assert.ok(!address.fits(view(1, 201), "#"));
  assert.ok(!address.fits(view(1), "x".repeat(20_001)));
});

test("address: single steps become legs", () => {
  const rates = [0.1, 0.1, 0.2, 0.1].map((learning_rate) => ({ learning_rate }));
  assert.deepEqual(address.legsOf(rates, ["learning_rate"]), [{ values: [0.1], steps: 2 }, { values: [0.2], steps: 1 }, { values: [0.1], steps: 1 }]);
  assert.deepEqual(address.legsOf([{}, {}], []), [{ values: [], steps: 2 }]);
});

test("scene: which walk goes on, and which iterate is shown", () => {
  const walk = (method, group, points) => ({ method, group, points, rows: points, states: points, settings: points.slice(1), settled: false });
  const race = { walks: [walk("Newton", 1, [[0, 0], [1, 1]]), walk("A", 2, [[5, 5], [6, 6], [7, 7]]), walk("B", 2, [[5, 5], [8, 8]])], iterate: null, point: [7, 7], lead: "A" };
  assert.equal(scenes.longest(race), 2);
  assert.equal(scenes.under(race, "A"), race.walks[1]);
  assert.equal(scenes.under(race, "B"), null, "it ended elsewhere");
  assert.equal(scenes.under({ ...race, point: [1, 1] }, "Newton"), null, "an older walk has ended for good");
  assert.equal(scenes.leading({ ...race, lead: "Newton" }), race.walks[1]);
  const back = { ...race, iterate: 1, point: [6, 6] };
  assert.equal(scenes.under(back, "A"), race.walks[1]);
  assert.deepEqual(race.walks.map((w) => scenes.shownIn(back, w)), [1, 1, 1]);
  assert.equal(scenes.shortened(race.walks[1], 1).settings.length, 1);
});

test("slider: each notch is in the range and comes back, marks do not cover each other", () => {
  for (const card of [
    { name: "r", title: "Rate", symbol: "η", default: 0.1, minimum: 1e-4, maximum: 2, scale: "log" },
    { name: "m", title: "Momentum", symbol: "β", default: 0.9, minimum: 0, maximum: 0.99, scale: "linear" },
    { name: "a", title: "Accept", symbol: "ρ", default: 0.1, minimum: 0, maximum: 0.24, scale: "linear" },
    { name: "l", title: "Largest", symbol: "Δ", default: 100, minimum: 10, maximum: 1000, scale: "log" },
  ]) {
    let before = -Infinity;
    for (let notch = 0; notch <= track.notches(card); notch += 1) {
      const value = track.valueAt(card, notch);
      assert.ok(value >= card.minimum && value <= card.maximum && value > before);
      assert.ok(Math.abs(track.shareOf(card, value) * track.notches(card) - notch) < 1);
      before = value;
    }
    assert.equal(before, card.maximum);
    const at = (share) => track.valueAt(card, Math.round(share * track.notches(card)));
    const marks = track.placed(card, [["1/L", at(0.5)], ["2/L", at(0.52)], ["2/(μ+L)", at(0.55)], ["far", 1e6]], 180);
    assert.ok(marks.length >= 2 && marks.every(({ label }) => label !== "far"));
    for (const a of marks) for (const b of marks) assert.ok(a === b || a.row !== b.row || a.left + a.width <= b.left || b.left + b.width <= a.left);
  }
});
