// Pure functions of the Jacobian explorer: what a hand and a key change, and what they take hold of.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { alike, answers, grasped, handle, landed, moved, nudged, opening, weighted, wiggled } = await load("jacobian/scene.ts");
const { points } = await load("jacobian/drawing.ts");

const card = { name: "Polar", input_window: [[-0.6, 2.65], [-0.3, 2.3]], start: [1.4, 0.6], spacing: 0.25 };
const scene = { card, point: [1.4, 0.6], wiggle: [0.4, 0.2], vector: [1, 0], opened: false };

test("a hand moves the point to round numbers, and never out of the window", () => {
  assert.deepEqual(moved(scene, [1.23456, 0.7777]).point, [1.235, 0.78]);
  assert.deepEqual(moved(scene, [-9, 9]).point, [-0.6, 2.3]);
  assert.deepEqual(moved(scene, [0.0019, 0]).point, [0, 0]);
});

test("keys go along a grid, and meet it from anywhere", () => {
  assert.deepEqual(nudged(scene, [1, 0], "usual").point, [1.45, 0.6]);
  assert.deepEqual(nudged({ ...scene, point: [1.423, 0.611] }, [-1, 0], "usual").point, [1.35, 0.611]);
  assert.deepEqual(nudged(scene, [0, -1], "far").point, [1.4, 0.25]);
  assert.deepEqual(nudged(scene, [0, 1], "fine").point, [1.4, 0.605]);
  let there = { ...scene, point: [0.1, 1] };
  for (let k = 0; k < 2; k += 1) there = nudged(there, [-1, 0], "usual");
  assert.deepEqual(there.point, [0, 1]);
  for (let k = 0; k < 99; k += 1) there = nudged(there, [-1, 0], "far");
  assert.deepEqual(there.point, [-0.6, 1]);
});

test("wiggles and weights stay within their sliders", () => {
  assert.deepEqual(wiggled(scene, 0, 0.333).wiggle, [0.33, 0.2]);
  assert.deepEqual(wiggled(scene, 1, -7).wiggle, [0.4, -0.5]);
  assert.deepEqual(weighted(scene, 1, 3).vector, [1, 2]);
  assert.deepEqual(scene.wiggle, [0.4, 0.2], "the scene before is as it was");
});

test("a hand takes the handle within reach, unless the point itself is nearer", () => {
  const toPixel = ([x, y]) => [100 * x, -100 * y];
  const [first, second] = [handle(scene, 0), handle(scene, 1)];
  assert.deepEqual([first.map((v) => v.toFixed(6)), second.map((v) => v.toFixed(6))], [["1.800000", "0.600000"], ["1.400000", "0.800000"]]);
  const at = ([x, y], dx = 0, dy = 0) => grasped(scene, [100 * x + dx, -100 * y + dy], toPixel, 14);
  assert.equal(at(first, 5), 0);
  assert.equal(at(second, 0, -13), 1);
  assert.equal(at(first, 15), null, "out of reach");
  assert.equal(at(scene.point), null);
  assert.equal(at(scene.point, 0, -9), null, "the point is nearer");
  assert.equal(at(scene.point, 0, -11), 1);
  assert.equal(grasped(wiggled(scene, 1, 0), [140, -60], toPixel, 14), null, "a wiggle of nothing leaves the point free");
});

test("numbers are those of a scene only if all of it was asked", () => {
  const reply = { map: "Polar", point: [1.4, 0.6], wiggle: [0.4, 0.2], vector: [1, 0] };
  assert.ok(answers(reply, scene));
  assert.ok(answers(reply, { ...scene, opened: true }), "a panel changes no number");
  for (const other of [null, { ...reply, map: "Layer" }, { ...reply, point: [1.4, 0.5] }, { ...reply, wiggle: [0.4, 0] }, { ...reply, vector: [0, 1] }]) assert.ok(!answers(other, scene));
});

test("another map begins at its own start; what is alike is no change", () => {
  const other = { ...card, name: "Layer", start: [0.4, 0.3] };
  const there = landed({ ...scene, opened: true }, other);
  assert.deepEqual([there.card, there.point, there.wiggle, there.opened], [other, [0.4, 0.3], [0.4, 0.4], true]);
  assert.ok(alike(scene, { ...scene, point: [1.4, 0.6] }));
  assert.ok(!alike(scene, { ...scene, opened: true }));
  const reply = { map: "Polar", point: [1, 2], wiggle: [0, 0], vector: [1, 1] };
  assert.deepEqual(opening({ maps: [other, card], reply, opened: true }), { card, point: [1, 2], wiggle: [0, 0], vector: [1, 1], opened: true });
  assert.equal(opening({ maps: [other], reply, opened: false }), null);
});

test("a table is read as points, whatever its leading axes", () => {
  assert.deepEqual(points({ data: Float64Array.of(1, 2, 3, 4), shape: [2, 2] }), [[1, 2], [3, 4]]);
  assert.deepEqual(points({ data: [1, 2, 3, 4], shape: [1, 2, 2] }), [[1, 2], [3, 4]]);
  assert.deepEqual(points({ data: [], shape: [0, 2] }), []);
});
