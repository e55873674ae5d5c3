// The cells' pure functions, and what they keep in a browser's store.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load } from "./load.mjs";

const { draft, earlierDraft, keepDraft, settleEarlier } = await load("cells/drafts.ts");
const { isSolved, keepSolved } = await load("cells/solved.ts");
const { changesAddress, runs } = await load("cells/rich.ts");

/** A store whose names are its properties, as a browser's are. */
class Store {
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key, value) {
    this[key] = value;
  }
  removeItem(key) {
    delete this[key];
  }
}

beforeEach(() => {
  globalThis.location = { pathname: "/book/" };
  globalThis.localStorage = new Store();
});

test("drafts: kept for a page, a cell and the code that the cell had", () => {
  assert.ok(keepDraft("Cell 3", "x = 1", "x = 2"));
  assert.equal(draft("Cell 3", "x = 1"), "x = 2");
  assert.deepEqual([draft("Cell 3", "x = 5"), draft("Cell 1", "x = 1")], [null, null]);
  globalThis.location.pathname = "/other/";
  assert.equal(draft("Cell 3", "x = 1"), null);
});

test("drafts: what was typed into another code is offered until it is kept anew", () => {
  keepDraft("Cell 1", "x = 1", "mine");
  assert.deepEqual([draft("Cell 1", "x = 9"), earlierDraft("Cell 1", "x = 9"), earlierDraft("Cell 1", "x = 1")], [null, "mine", null]);
  // A cell whose title begins the same is another cell.
  keepDraft("Cell 12", "y", "of another");
  assert.equal(earlierDraft("Cell 1", "x = 1"), null);
  settleEarlier("Cell 1", "x = 9");
  assert.equal(earlierDraft("Cell 1", "x = 9"), "mine", "not kept anew: not let go");
  keepDraft("Cell 1", "x = 9", "mine");
  settleEarlier("Cell 1", "x = 9");
  assert.deepEqual([draft("Cell 1", "x = 9"), earlierDraft("Cell 1", "x = 9"), draft("Cell 12", "y")], ["mine", null, "of another"]);
});

test("drafts: one from before the code was part of the name is offered too", () => {
  localStorage.setItem("landscape draft /book/ Cell 1", "old");
  assert.deepEqual([draft("Cell 1", "x"), earlierDraft("Cell 1", "x")], [null, "old"]);
});

test("drafts and exercises: a store that is closed is no failure", () => {
  globalThis.localStorage = undefined;
  assert.deepEqual([draft("Cell 1", "x"), earlierDraft("Cell 1", "x"), keepDraft("Cell 1", "x", "y"), keepDraft("Cell 1", "x", null)], [null, null, false, true]);
  keepSolved("Exercise 1", "assert x");
  assert.equal(isSolved("Exercise 1", "assert x"), false);
});

test("exercises: solved for one check, and not for another", () => {
  keepSolved("Exercise 1", "assert x");
  assert.deepEqual([isSolved("Exercise 1", "assert x"), isSolved("Exercise 1", "assert y")], [true, false]);
});

test("HTML of a cell: what runs is found, however it is written", () => {
  const bad = ["javascript:1", " JavaScript:1", "java\tscript:1", "java\nscript\r:1", "\u0001javascript:1", "\u0000 j a v a s c r i p t:1"];
  for (const address of bad) for (const name of ["href", "xlink:href", "SRC", "action", "formaction"]) assert.ok(runs(name, address), JSON.stringify([name, address]));
  assert.ok(runs("onload", "") && runs("OnClick", "") && runs("srcdoc", "<p>"));
  for (const [name, value] of [["href", "#javascript:"], ["href", "https://example.org/?javascript:1"], ["title", "javascript:1"], ["src", "data:image/png;base64,AA"], ["class", "on"], ["d", "M0 0"]]) {
    assert.equal(runs(name, value), false, name);
  }
});

test("HTML of a cell: an animation may move a point and not an address", () => {
  assert.ok(changesAddress("set", "href") && changesAddress("animate", " xlink:HREF ") && changesAddress("animate", "href"));
  assert.deepEqual([changesAddress("animate", "cx"), changesAddress("set", null), changesAddress("a", "href")], [false, false, false]);
});
