// The numbers of the package's example, in the page: the same source natively is tests/unit.
import assert from "node:assert/strict";
import { near, press, ready, until } from "../driver.mjs";

/** Types code into the first cell of the explorer's page and gives what it prints. */
export async function runCode(page, code, selector = "python-cell") {
  await page.waitForSelector(`${selector} .cm-content`, { timeout: 60_000 });
  await page.$eval(selector, (cell) => cell.scrollIntoView({ block: "center", behavior: "instant" }));
  await page.$eval(selector, (cell, text) => (cell.code = text), code);
  await press(page, "Run", selector);
  await until(page, selector, (_state, cell) => ["done", "error"].includes(cell.getAttribute("status")));
  return page.$eval(selector, (cell) => cell.output);
}

const EXAMPLE = `
import json
import numpy as np
from landscape import (Bowl, Saddle, Hill, Rosenbrock, Himmelblau, Expression, GradientDescent, Newton,
                       descend, eigenpairs, classify, definiteness)

f = Saddle()
p = np.array([1.0, 1.0])
path = descend(f, Newton(), p, steps=3)
batch = descend(Bowl(), GradientDescent(learning_rate=0.1), np.zeros((64, 64, 2)) + p, steps=20).point
values, vectors = eigenpairs(f.hessian(p))
g = Expression("sin(x)*cos(y) + x**2/10")
print(json.dumps({
    "value": float(f.value(p)), "gradient": f.gradient(p).tolist(), "hessian": f.hessian(p).tolist(),
    "path": path.point.tolist(), "batch": list(batch.shape), "last": batch[-1, 3, 5].tolist(),
    "eigenvalues": values.tolist(), "vectors": np.abs(vectors).tolist(),
    "definiteness": [definiteness(h(p)) for h in (Bowl().hessian, Saddle().hessian, Hill().hessian)],
    "kinds": [classify(h, np.zeros(2)) for h in (Bowl(), Saddle(), Hill())] + [classify(f, p)],
    "expression": [float(g.value(p)), *g.gradient(p).tolist(), *g.hessian(p).ravel().tolist()],
    "rosenbrock": [float(Rosenbrock().value(np.array([-1.2, 1.0]))), Rosenbrock().gradient(np.array([-1.2, 1.0])).tolist(),
                   Rosenbrock().hessian(np.array([-1.2, 1.0])).tolist()],
    "himmelblau": classify(Himmelblau(), np.array([3.0, 2.0])),
}))`;

export default {
  "every number of the package's example": async (visit) => {
    const page = await visit.open("explorer/");
    const seen = JSON.parse(await runCode(page, EXAMPLE));
    const { sin, cos } = Math;
    near(seen.value, 0);
    near(seen.gradient, [2, -2]);
    near(seen.hessian, [2, 0, 0, -2]);
    near(seen.path, [1, 1, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual(seen.batch, [21, 64, 64, 2]);
    near(seen.last, [0.8 ** 20, 0.8 ** 20]);
    near(seen.eigenvalues, [-2, 2]);
    near(seen.vectors, [0, 1, 1, 0]);
    assert.deepEqual(seen.definiteness, ["positive definite", "indefinite", "negative definite"]);
    assert.deepEqual(seen.kinds, ["minimum", "saddle", "maximum", "not stationary"]);
    near(seen.expression, [
      sin(1) * cos(1) + 0.1, cos(1) * cos(1) + 0.2, -sin(1) * sin(1),
      -sin(1) * cos(1) + 0.2, -cos(1) * sin(1), -cos(1) * sin(1), -sin(1) * cos(1),
    ]);
    near(seen.rosenbrock, [24.2, -215.6, -88, 1330, 480, 480, 200]);
    assert.equal(seen.himmelblau, "minimum");
  },

  "the package's sources are there to be read": async (visit) => {
    const page = await visit.open("explorer/");
    const text = await runCode(page, "import inspect, landscape\nprint(inspect.getsource(landscape.Newton))");
    assert.match(text, /class Newton\b[^]*def step\(/);
  },

  "the engine says the same as the arithmetic": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    await until(page, "landscape-explorer", (state) => state.value !== null);
    const { point: [x, y], value, gradient, hessian, eigenvalues, landscape } = await page.$eval("landscape-explorer", (e) => e.state);
    assert.equal(landscape, "Saddle");
    near(value, x * x - y * y);
    near(gradient, [2 * x, -2 * y]);
    near(hessian, [2, 0, 0, -2]);
    near(eigenvalues, [-2, 2]);
  },
};
