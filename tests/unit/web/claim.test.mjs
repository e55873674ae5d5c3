// How a hand moves a number of a sentence: pure functions.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { dragged, pitch, pressed, said } = await load("claim/card.ts");
const card = (count, leap = 3) => ({ key: "n", symbol: "N", label: "N", home: 0, leap, stops: Array.from({ length: count }, (_, k) => k), texts: Array.from({ length: count }, (_, k) => `${k}`) });

test("a stop is neither too narrow to be met nor further than a hand likes to go", () => {
  assert.deepEqual([2, 20, 42, 80, 200].map((count) => pitch(card(count))), [16, 16, 10, 5.25, 5]);
});

test("a drag goes from stop to stop, both ways, and never beyond an end", () => {
  const ten = card(10);
  assert.deepEqual([-1000, -17, -7, 0, 7, 9, 31, 33, 1000].map((dx) => dragged(ten, 4, dx)), [0, 3, 4, 4, 4, 5, 6, 6, 9]);
});

test("the keys are those of a slider", () => {
  const ten = card(10);
  const keys = ["ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown", "PageUp", "PageDown", "Home", "End", "Enter", "a"];
  assert.deepEqual(keys.map((key) => pressed(ten, 4, key)), [5, 5, 3, 3, 7, 1, 0, 9, null, null]);
  assert.deepEqual(["ArrowLeft", "PageDown"].map((key) => pressed(ten, 0, key)), [0, 0]);
  assert.deepEqual(["ArrowRight", "PageUp"].map((key) => pressed(ten, 9, key)), [9, 9]);
});

test("a number is said as it is written, unless it is to be said otherwise", () => {
  assert.equal(said(card(3), 2), "2");
  assert.equal(said({ ...card(2), spoken: ["zero", "one"] }, 1), "one");
});
