// An explorer's model with a Python that is played here: it starts, answers, refuses and dies when it is told to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { Model } = await load("explorer/model.ts");
const { readPreset } = await load("explorer/preset.ts");
const { Ways } = await load("explorer/ways.ts");
const address = await load("explorer/address.ts");
const states = await load("explorer/state.ts");

const window = [[-2, 2], [-2, 2]];
const card = (name) => ({ name, title: name, formula: "", python: "x", about: `About ${name}.`, source: "", domain: window, window, start: [1, 0.5], stationary_points: [], least: null, goal: null });
const method = (name) => ({ name, title: name, button: name, about: "", source: "", order: 1, parameters: [] });
let count = 0;
/** Names of their own for each test: what is known of a landscape is kept for all explorers. */
const world = () => ({ landscapes: [card(`Bowl${(count += 1)}`), card(`Saddle${count}`)], methods: [method("GradientDescent"), method("Newton")] });
const preset = (landscape, more = {}) => ({ landscape, card: null, point: null, methods: [{ name: "Newton", parameters: {} }], lead: null, steps: 0, overlays: [], panels: [], ...more });

const numbers = (data) => ({ data: Float64Array.from(data), shape: [data.length] });
const probe = ({ landscape, point }) => ({ landscape, point, value: 1, gradient: [0, 0], message: "The numbers at the probe.", topic: "", steps: [] });

/** Each step leads to the right by one. */
function path({ landscape, method: { name }, point, state, steps }) {
  const [x, y] = point ?? state.point;
  const points = Array.from({ length: steps + 1 }, (_, k) => [x + k, y]);
  const zeros = numbers(points.map(() => 0));
  const told = { message: `${name} has gone ${steps} steps.`, topic: "", reason: "moved", settled: false };
  const arrays = { values: zeros, slopes: zeros, distances: zeros, predicted: zeros, eigenvalues: numbers(points.flat()), proposals: numbers(points.flatMap(() => [NaN, NaN])) };
  return { method: name, points: numbers(points.flat()), reasons: points.map(() => "moved"), ...arrays, states: points.map((p) => ({ point: p })), ...told, probe: probe({ landscape, point: points.at(-1) }) };
}

/** What it says to a question; what is not named here is answered with its own name. */
function reply({ query, landscape, ...request }) {
  if (query === "describe") return { ok: false, error: `There is no ${JSON.stringify(landscape)}.` };
  if (query === "refused") return { ok: false, error: "No." };
  const answers = { probe, path, field: () => ({ values: null }) };
  return { ok: true, result: answers[query]?.({ landscape, ...request }) ?? { query } };
}

/** As the page's own: asked before it is ready, a question waits; asked of one that dies, it is lost. */
function python() {
  const pending = new Set();
  const engine = {
    life: { phase: "loading" },
    asked: [],
    press: (request) => {
      engine.asked.push(request.query);
      return new Promise((resolve, reject) => {
        pending.add({ request, resolve, reject });
        if (engine.life.phase === "ready") setImmediate(engine.answer);
      });
    },
    query: (_view, request) => engine.press(request),
    answer: () => {
      if (engine.life.phase !== "ready") return;
      for (const each of pending) each.resolve(reply(each.request));
      pending.clear();
    },
    start: () => engine.become("ready"),
    die: () => {
      const lost = [...pending];
      pending.clear();
      engine.become("error");
      for (const { reject } of lost) reject(new Error("Python has died."));
    },
    become: (phase) => {
      engine.life = { phase };
      engine.heard(engine.life);
      engine.answer();
    },
  };
  return engine;
}

/** Until nothing is on its way any more. */
const settled = async () => {
  for (let k = 0; k < 60; k += 1) await new Promise((resolve) => setImmediate(resolve));
};

async function opened(more = {}) {
  const engine = python();
  const catalogue = world();
  const names = catalogue.landscapes.map(({ name }) => name);
  const model = new Model(engine, "explorer", () => engine.seen?.(), () => {});
  engine.heard = (life) => model.hear(life);
  // As the build has it: the probe stands where the steps have led.
  const { steps = 0 } = more;
  await model.open(preset(names[0], more), catalogue, probe({ landscape: names[0], point: [1 + steps, 0.5] }), "As built.");
  return { engine, model, names, catalogue };
}

const link = (text) => address.read(`#explorer=1&${text}`, 1);

test("a link that cannot be followed leaves the page's own steps on their way, and its words stand", async () => {
  for (const text of ["landscape=Nope", "expression=x%2Bq"]) {
    const { engine, model } = await opened({ steps: 3 });
    model.recall(link(text));
    await settled();
    assert.equal(model.opening, true, text);
    engine.start();
    await settled();
    assert.equal(model.opening, false);
    assert.deepEqual([model.scene.walks.map(({ points }) => points.length), model.scene.point], [[4], [4, 0.5]], text);
    assert.match(model.scene.message, /^The link cannot be followed: .*(Nope|x\+q).*The page stays as it is\.$/);
    assert.equal(model.canUndo, false);
    model.restore();
    assert.equal(model.scene.message, "Newton has gone 3 steps.", "what the page said at first is not lost");
  }
});

test("neither do its words give way to numbers that were asked for before", async () => {
  const { engine, model } = await opened();
  model.recall(link("landscape=Nope"));
  engine.start();
  await settled();
  assert.equal(model.scene.probe.value, 1);
  assert.match(model.scene.message, /cannot be followed/);
});

test("of two links the last counts, though the first is still being looked at", async () => {
  const { engine, model, names } = await opened();
  model.recall(link("expression=x"));
  model.recall(link("landscape=Nope"));
  engine.start();
  await settled();
  assert.deepEqual([model.scene.card.name, /Nope/.test(model.scene.message)], [names[0], true]);
});

test("a view that cannot be had leaves the page's own steps on their way too", async () => {
  const { engine, model } = await opened({ steps: 3 });
  model.accept(preset({ expression: "x + q" }), "", "Shown from Cell 1");
  await settled();
  assert.equal(model.opening, true);
  engine.start();
  await settled();
  assert.deepEqual(model.scene.walks.map(({ points }) => points.length), [4]);
  assert.match(model.scene.message, /^There is no .*x \+ q/);
});

test("a view that can be had makes what was on its way void", async () => {
  const { engine, model, names } = await opened({ steps: 3 });
  model.accept(preset(names[1], { steps: 2 }), "", "Shown from Cell 1");
  engine.start();
  await settled();
  assert.deepEqual([model.scene.card.name, model.scene.walks.map(({ points }) => points.length)], [names[1], [3]]);
  assert.equal(model.scene.message, "Shown from Cell 1. Newton has gone 2 steps.");
});

test("after Python has died, what was lost is asked of the next one, and its words go", async () => {
  const { engine, model, names } = await opened();
  engine.start();
  await settled();
  const cut = { query: "cut", at: 1 };
  // As a panel does.
  engine.seen = () => model.want("cut", cut);
  assert.equal(model.want("cut", cut), null);
  model.choose(names[1]);
  engine.die();
  await settled();
  assert.deepEqual([model.scene.probe, model.field, model.scene.message], [null, null, "Python has died."]);
  engine.start();
  await settled();
  assert.equal(model.scene.probe.value, 1);
  assert.notEqual(model.field, null);
  assert.deepEqual(model.want("cut", cut), { answer: { query: "cut" }, fresh: true });
  assert.equal(model.scene.message, "The numbers at the probe.");
});

test("a panel that was opened while Python was dead asks when it is there", async () => {
  const { engine, model } = await opened();
  engine.start();
  await settled();
  engine.die();
  engine.seen = () => model.want("cut", { query: "cut" });
  model.togglePanel("cut");
  assert.equal(engine.asked.includes("cut"), false);
  engine.start();
  assert.equal(engine.asked.includes("cut"), true);
});

test("steps of the page that died with Python are taken by the next one", async () => {
  const { engine, model } = await opened({ steps: 3 });
  engine.life = { phase: "ready" };
  engine.die();
  await settled();
  assert.equal(model.opening, true);
  engine.start();
  await settled();
  assert.deepEqual([model.opening, model.scene.walks.length, model.field !== null], [false, 1, true]);
});

test("what Python refuses is not asked over and over", async () => {
  const { engine, model } = await opened();
  engine.seen = () => model.want("cut", { query: "refused" });
  engine.start();
  model.changed();
  await settled();
  assert.equal(engine.asked.filter((query) => query === "refused").length, 1);
});

test("the stage inside a step is in a link, with steps and without", async () => {
  const { model, catalogue, names, engine } = await opened();
  engine.start();
  for (const run of ["", "&run=Newton:1:1,0.5:x2"]) {
    model.recall(link(`landscape=${names[0]}&methods=Newton&lead=Newton${run}&stage=3`));
    await settled();
    assert.equal(model.scene.stage, 3, run);
    assert.match(address.write(1, states.addressOf(catalogue, model.scene, [])), /&stage=3$/);
  }
});

test("a view that is none is refused; a card that is none is asked for", async () => {
  const good = card("Other");
  for (const parameters of [7, [1], { angle: "0" }, { eigenvalues: [1, null] }, { eigenvalues: { a: 1 } }]) {
    assert.equal(readPreset({ landscape: { name: "Bowl", parameters } }), null, JSON.stringify(parameters));
  }
  for (const domain of ["x", [0, 1, 0, 1], [[1, 0], [0, 1]], [[0, null], [0, 1]]]) assert.equal(readPreset({ landscape: { expression: "x", domain } }), null);
  assert.equal(readPreset({ landscape: { name: "Bowl", parameters: null } }).landscape, "Bowl", "as Python reads it");
  assert.deepEqual(readPreset({ landscape: { name: "Bowl", parameters: { eigenvalues: [1, 10], angle: 0 } } }).landscape, { name: "Bowl", parameters: { eigenvalues: [1, 10], angle: 0 } });
  assert.deepEqual(readPreset({ landscape: "Other", card: { ...good, spec: { name: 1 } } }).card, good);
  const known = { point: [0, 0], kind: "minimum", value: null };
  assert.deepEqual(readPreset({ landscape: { expression: "x" }, card: { ...good, stationary_points: [known] } }).card?.stationary_points, [known]);
  const wrong = { name: "Bowl", title: 1, about: undefined, domain: [1, 2], window: [[0, 0], [0, 1]], start: [1], stationary_points: [{ ...known, kind: "pit" }], least: "0", goal: "gold" };
  for (const [field, value] of Object.entries(wrong)) assert.equal(readPreset({ landscape: "Other", card: { ...good, [field]: value } }).card, null, field);
});

test("an empty card breaks nothing", async () => {
  const { engine, model, names } = await opened();
  engine.start();
  await settled();
  model.accept(readPreset({ landscape: "X", card: {} }), "", "Shown from Cell 1");
  await settled();
  assert.equal(model.scene.message, 'There is no "X".');
  model.choose(names[1]);
  await settled();
  model.undo();
  assert.equal(model.state.landscape, names[0]);
});

test("what was left on a page and then undone there is left no more; who did nothing there leaves it as it was", async () => {
  const kept = new Map();
  Object.assign(globalThis, {
    location: { pathname: "/page/", hash: "" },
    document: { querySelectorAll: () => [element] },
    sessionStorage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text), removeItem: (key) => kept.delete(key) },
  });
  const element = { localName: "landscape-explorer", scrollIntoView: () => {} };
  const { catalogue, names } = await opened();
  const visit = async (act) => {
    const model = new Model(python(), "explorer", () => {}, () => {});
    await model.open(preset(names[0]), catalogue, null);
    const ways = new Ways(element, model, []);
    ways.arrive();
    ways.begin();
    act(model);
    ways.remember();
    return model.state.landscape;
  };
  await visit((model) => model.choose(names[1]));
  assert.equal(await visit(() => {}), names[1]);
  location.hash = "#explorer=1&landscape=Nope";
  assert.equal(await visit(() => {}), names[0]);
  location.hash = "";
  assert.equal(await visit((model) => model.undo()), names[0]);
  assert.equal(kept.size, 0);
  assert.equal(await visit(() => {}), names[0]);
});
