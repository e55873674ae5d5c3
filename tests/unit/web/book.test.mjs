// Presets, hand-over and landscapes by spec: the front end's part of the book, without a browser and with a Python of paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const specs = await load("explorer/specs.ts");
const address = await load("explorer/address.ts");
const lists = await load("explorer/landscapes.ts");
const presets = await load("explorer/preset.ts");
const track = await load("explorer/track.ts");
const handover = await load("cells/handover.ts");
const { Model } = await load("explorer/model.ts");

const card = (name, more = {}) => ({ name, title: name, formula: "", python: "x**2", about: `${name}.`, source: "", domain: [[-1, 1], [-1, 1]], window: [[-1, 1], [-1, 1]], start: [0.5, 0.5], stationary_points: [], least: null, goal: null, ...more });
const parameter = { name: "learning_rate", title: "Learning rate", symbol: "η", default: 0.1, minimum: 1e-4, maximum: 2, scale: "log" };
const catalogue = {
  landscapes: ["Saddle", "Bowl"].map((name) => card(name)),
  methods: [{ name: "GradientDescent", parameters: [parameter] }, { name: "Newton", parameters: [] }],
};
const bowl = (kappa) => ({ name: "Bowl", parameters: { eigenvalues: [1, kappa], angle: 0 } });
const view = (landscape, more = {}) => ({ landscape, card: null, point: null, methods: [], lead: null, steps: 0, overlays: [], panels: [], ...more });

const written = (spec) => new URLSearchParams(specs.writeSpec(spec).join("&"));
const reading = (text) => specs.readSpec(new URLSearchParams(text));

test("specs: what a link says of a landscape is read again, to the last bit", () => {
  for (const spec of [
    "Saddle", bowl(100), { name: "Bowl", parameters: { eigenvalues: [1e-7, 1.2345678901234567e21] } }, { name: "A", parameters: { few: [3], one: 3, less: -0.1 } },
    { expression: "sin(x)*cos(y) + x**2/10" }, { expression: "x - 1e+3*y & landscape=Saddle # 100 %", domain: [[-2, 3e22], [-1e-9, 0.1 + 0.2]] },
  ]) assert.deepEqual(specs.readSpec(written(spec)), spec);
  assert.deepEqual(specs.writeSpec(bowl(100)), ["landscape=Bowl(eigenvalues:1,100;angle:0)"], "people can read it");
  assert.deepEqual(specs.writeSpec({ expression: "x**2/2 + y" }), ["expression=x**2/2%20%2B%20y"]);
});

test("specs: what cannot be read is named, and nothing is run", () => {
  for (const [text, words] of [
    ["landscape=Bowl(eigenvalues)", /eigenvalues:1,100, got “eigenvalues”/], ["landscape=Bowl(eigenvalues:1,x)", /eigenvalues: expected a number, got “x”/],
    ["landscape=Bowl(__proto__[a]:1)", /expected parameters/], ["landscape=Bowl()", /expected parameters/],
    ["expression=x&domain=1,2,3", /four numbers/], ["expression=x&domain=1,2,3,NaN", /domain: expected a number/],
  ]) assert.throws(() => reading(text), (error) => error.constructor.name === "LinkError" && words.test(error.message), text);
  assert.equal(reading("landscape=<img src=x onerror=alert(1)>"), "<img src=x onerror=alert(1)>");
});

test("specs: one landscape has one key, two have two", () => {
  const key = specs.keyOf;
  assert.equal(key("Bowl"), key({ name: "Bowl", parameters: {} }));
  assert.equal(key({ name: "A", parameters: { a: 1, b: 2 } }), key({ name: "A", parameters: { b: 2, a: 1 } }));
  const all = ["Bowl", bowl(1), bowl(2), { expression: "Bowl" }, { expression: "x" }, { expression: "x", domain: [[0, 1], [0, 1]] }];
  assert.equal(new Set(all.map(key)).size, all.length);
});

test("address: links with parameters and expressions, huge numbers, and settings that only Python can judge", () => {
  const link = { landscape: bowl(1e21), point: [1e21, -1e-21], methods: [{ method: "GradientDescent", values: [3] }], lead: "GradientDescent", overlays: [], panels: [], trails: [{ method: "GradientDescent", group: 1, start: [1e22, 0], legs: [{ values: [3], steps: 2 }] }], iterate: null, length: 1, stage: 0 };
  assert.deepEqual(address.read(address.write(1, link), 1), link);
  assert.equal(address.unknown(catalogue, link), null, "Python says whether there is such a bowl");
  assert.match(address.beyond(catalogue, link), /learning_rate goes from 0.0001 to 2, and 3 is given/);
  assert.match(address.unknown(catalogue, { ...link, landscape: "Moon" }), /Moon.*not known.*Saddle, Bowl/);
  assert.match(address.unknown(catalogue, { ...link, methods: [{ method: "Newton", values: [1] }] }), /has 0 hyperparameters, and 1 are given/);
});

test("landscapes: guests are found by spec, those of one gesture replace each other, and the page's own stays", () => {
  const list = new lists.Landscapes();
  list.catalogue = catalogue.landscapes;
  const own = list.welcome(card("Bowl"), bowl(100), lists.PRESET);
  assert.equal(list.find(bowl(100)), own);
  assert.equal(list.welcome(card("Bowl"), bowl(100), null), own, "known already");
  assert.equal(list.find("Saddle"), catalogue.landscapes[0]);
  for (let k = 1; k < 50; k += 1) list.welcome(card("Bowl"), bowl(k), "given kappa");
  assert.deepEqual(list.guests(own).map((c) => c.spec.parameters.eigenvalues[1]), [100, 49]);
  for (let k = 1; k < 20; k += 1) list.welcome(card("Expression"), { expression: `${k}*x` }, null);
  assert.equal(list.guests(own)[0], own);
  assert.ok(list.guests(own).length <= 6);
  const gone = { ...card("Bowl"), spec: bowl(7) };
  assert.equal(list.guests(gone).at(-1), gone, "what is on show is in the list");
});

test("landscapes: a guest is called by its title and its formula", () => {
  assert.equal(lists.entryOf({ title: "Bowl", python: "0.5*x**2 + 50.0*y**2" }), "Bowl: 0.5 x² + 50 y²");
  assert.equal(lists.entryOf({ title: "x**12 - 1.05*y", python: "x**12 - 1.05*y" }), "x¹² − 1.05 y");
  assert.equal(lists.written("2.0*x**2.5 - x**y"), "2 x**2.5 − x**y");
  assert.ok(lists.entryOf({ title: "A", python: "x + ".repeat(99) }).length <= 44);
});

test("presets: plain data is read whole, what is no view is refused, steps have a limit", () => {
  const given = view(bowl(100), { card: card("Bowl"), point: [1, 2], methods: [{ name: "Newton", parameters: {} }], lead: "Newton", steps: 3, overlays: ["cross"], panels: ["cut"] });
  assert.deepEqual(presets.readPreset(JSON.parse(JSON.stringify(given))), given);
  for (const bad of [null, 3, "Saddle", [], {}, { landscape: 3 }, { landscape: {} }, { landscape: [] }]) assert.equal(presets.readPreset(bad), null);
  const rough = presets.readPreset({ landscape: "Saddle", point: [1, null], methods: ["Newton", 3, { name: "A", parameters: { a: "x", b: 2 } }], steps: 1e9, overlays: ["cross", 4], lead: 5 });
  assert.deepEqual(rough, view("Saddle", { methods: [{ name: "Newton", parameters: {} }, { name: "A", parameters: { b: 2 } }], steps: presets.MOST_STEPS, overlays: ["cross"] }));
});

test("presets: a view over what the reader had keeps what it does not name", () => {
  const washes = ["definiteness", "basins"];
  const fresh = presets.staged(view("Saddle"), catalogue.landscapes[0], catalogue, null, washes);
  assert.deepEqual([fresh.chosen, fresh.lead, fresh.point, fresh.settings], [["GradientDescent", "Newton"], "GradientDescent", [0.5, 0.5], {}]);
  const former = { ...fresh, chosen: ["Newton"], lead: "Newton", settings: { Newton: {}, GradientDescent: { learning_rate: 0.3 } }, overlays: ["pins", "basins"] };
  const bare = presets.staged(view("Bowl", { overlays: ["definiteness"] }), catalogue.landscapes[1], catalogue, former, washes);
  assert.deepEqual([bare.chosen, bare.lead, bare.settings, bare.overlays], [["Newton"], "Newton", former.settings, ["pins", "definiteness"]]);
  const both = presets.staged(view("Bowl", { methods: [{ name: "Newton", parameters: {} }, { name: "GradientDescent", parameters: { learning_rate: 1 } }, { name: "Moon", parameters: {} }] }), catalogue.landscapes[1], catalogue, former, washes);
  assert.deepEqual([both.chosen, both.lead, both.settings.GradientDescent], [["GradientDescent", "Newton"], "Newton", { learning_rate: 1 }], "the first named leads");
});

test("slider: a range widens to a value outside of it, and not for nothing", () => {
  assert.equal(track.widened(parameter, 2), parameter);
  for (const value of [3.456789, 1e-5]) {
    const wide = track.widened(parameter, value);
    assert.equal(track.valueAt(wide, value > 1 ? track.notches(wide) : 0), value, "its end is that value exactly");
  }
  assert.equal(track.widened(parameter, 0), parameter, "a logarithm knows no zero");
  const linear = { ...parameter, minimum: 0, maximum: 0.99, scale: "linear" };
  const wide = track.widened(linear, 0.995);
  assert.equal(track.valueAt(wide, track.notches(wide)), 0.995);
});

test("hand-over: the explorer above, else the next below; what is no offer is none", () => {
  assert.equal(handover.nearest([1, 2], [3]), 2);
  assert.equal(handover.nearest([], [3, 4]), 3);
  assert.equal(handover.nearest([], []), null);
  assert.deepEqual(handover.readOffer('{"tag":"x-a","label":"Show","view":{"a":1}}'), { tag: "x-a", label: "Show", view: { a: 1 } });
  for (const bad of [null, "", "{", "null", "3", '{"tag":"x-a"}', '{"tag":1,"label":"Show","view":1}']) assert.equal(handover.readOffer(bad), null);
});

/** Walks x, x + rate, x + 2 rate ...; `held` keeps answers back until they are let go. */
function paperPython(phase = "ready") {
  const asked = [];
  const held = [];
  const numbers = (data, shape) => ({ data: Float64Array.from(data), shape });
  const probe = (landscape, point) => ({ landscape, point, value: 1, message: "Here.", topic: "", steps: [], cross: [] });
  const answers = {
    describe: ({ landscape }) => (landscape === undefined ? catalogue : card(landscape.name ?? "Expression")),
    field: () => ({ values: {}, levels: [], strong: [] }),
    probe: ({ landscape, point }) => probe(landscape, point),
    path: ({ landscape, method, point, state, steps }) => {
      const [x, y] = point ?? state.point;
      const points = Array.from({ length: steps + 1 }, (_, k) => [x + k * (method.parameters.learning_rate ?? 1), y]);
      const many = numbers(points.map(() => 1), [steps + 1]);
      const pairs = numbers(points.flat(), [steps + 1, 2]);
      return { method: method.name, points: pairs, reasons: points.map(() => "moved"), values: many, slopes: many, distances: many, eigenvalues: pairs, predicted: many, proposals: pairs, states: points.map((p) => ({ point: p })), reason: "moved", message: "Walked.", topic: "t", settled: false, probe: probe(landscape, points.at(-1)) };
    },
  };
  const ask = (request) => {
    asked.push(request);
    return new Promise((resolve) => {
      const answer = () => resolve({ ok: true, result: answers[request.query](structuredClone(request)) });
      if (held.on && request.query === "path") held.push(answer);
      else setTimeout(answer, 0);
    });
  };
  return { asked, held, engine: { life: { phase }, query: (_view, request) => ask(request), press: ask } };
}

const quiet = async () => {
  for (let k = 0; k < 12; k += 1) await new Promise((resolve) => setTimeout(resolve, 1));
};
const rate = (learning_rate, more = {}) => view("Bowl", { point: [0, 0], methods: [{ name: "GradientDescent", parameters: { learning_rate } }], steps: 3, ...more });

async function opened(preset = view("Saddle"), phase = "ready") {
  const python = paperPython(phase);
  const model = new Model(python.engine, "test", () => {}, () => {});
  await model.open(presets.readPreset(preset), catalogue, null);
  await quiet();
  return { model, ...python };
}

test("arrivals: a preset with steps begins walked, Reset goes to its start, As at first to its end", async () => {
  const { model } = await opened(rate(0.5, { landscape: bowl(9), card: card("Bowl"), overlays: ["cross"], panels: ["cut"] }));
  const first = model.state;
  assert.deepEqual([first.landscape, first.point, first.iterate, first.overlays, first.panels, model.canUndo], [bowl(9), [1.5, 0], 3, ["cross"], ["cut"], false]);
  assert.equal(address.write(1, model.address), address.write(1, model.first), "nothing was changed");
  model.reset();
  await quiet();
  assert.deepEqual([model.state.point, model.state.runs, model.state.methods], [[0, 0], [], first.methods]);
  assert.notEqual(address.write(1, model.address), address.write(1, model.first));
  model.choose("Saddle");
  model.togglePanel("cut");
  await quiet();
  model.choose(specs.keyOf(bowl(9)));
  assert.deepEqual(model.state.point, [0, 0], "the page's own start");
  model.restore();
  await quiet();
  assert.deepEqual(model.state, first);
  model.undo();
  assert.deepEqual(model.state.runs, []);
});

test("arrivals: of many views with one gesture the newest wins, few are walked, and one undo takes all back", async () => {
  const { model, asked, held } = await opened();
  const before = model.state;
  held.on = true;
  for (let k = 1; k <= 30; k += 1) model.accept(presets.readPreset(rate(k / 10)), "eta", "");
  await quiet();
  held.shift()();
  await quiet();
  for (let k = 31; k <= 60; k += 1) model.accept(presets.readPreset(rate(k / 10)), "eta", "");
  for (let k = 0; k < 9 && held.length > 0; k += 1) {
    held.shift()();
    await quiet();
  }
  held.on = false;
  assert.equal(asked.filter(({ query }) => query === "path").length, 3, "the first, the newest at its end, and the last");
  assert.deepEqual([model.state.landscape, model.state.point, model.state.message], ["Bowl", [18, 0], "Walked."]);
  model.undo();
  await quiet();
  assert.deepEqual([model.state, model.canUndo], [before, false]);
  model.redo();
  assert.deepEqual(model.state.point, [18, 0]);
});

test("arrivals: two hand-overs are two things to undo, and each says where it came from", async () => {
  const { model } = await opened();
  model.accept(presets.readPreset(rate(1)), "", "Shown from Cell 3");
  await quiet();
  model.accept(presets.readPreset(view("Saddle", { point: [0.25, 0] })), "", "Shown from Cell 4.");
  await quiet();
  assert.equal(model.state.message, "Shown from Cell 4. Here.");
  model.undo();
  await quiet();
  assert.deepEqual([model.state.message, model.state.point], ["Shown from Cell 3. Walked.", [3, 0]]);
  model.undo();
  assert.equal(model.canUndo, false);
});

test("arrivals: what the reader does meanwhile counts more than a view that is still being walked", async () => {
  const { model, held } = await opened();
  held.on = true;
  model.accept(presets.readPreset(rate(1)), "", "Shown from Cell 3");
  await quiet();
  model.place([0.125, 0.5]);
  held.shift()();
  await quiet();
  assert.deepEqual([model.state.landscape, model.state.point], ["Saddle", [0.125, 0.5]]);
});

test("arrivals: before Python is there a view is shown at once, and says what it waits for", async () => {
  const { model, engine } = await opened(view("Saddle"), "loading");
  model.accept(presets.readPreset(rate(1)), "", "Shown from Cell 3");
  assert.deepEqual([model.state.landscape, model.state.point], ["Saddle", [0.5, 0.5]]);
  await Promise.resolve();
  await quiet();
  // The paper Python answers even now, as the real one does when it is there.
  assert.deepEqual([engine.life.phase, model.state.landscape, model.state.point, model.state.message], ["loading", "Bowl", [3, 0], "Shown from Cell 3. Walked."]);
});
