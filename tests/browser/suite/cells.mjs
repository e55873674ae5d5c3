// The live cell: run, stop, restore, errors, and what is kept.
import assert from "node:assert/strict";
import { named, press, ready, state, until } from "../driver.mjs";
import { SOURCES } from "../sources.mjs";
import { runCode } from "./package.mjs";

const CELL = "python-cell";
const status = (page, selector = CELL) => page.$eval(selector, (cell) => cell.getAttribute("status"));
const output = (page, selector = CELL) => page.$eval(selector, (cell) => cell.output);

const tests = {
  "Stop ends an endless loop within a second, the map never froze, and the cell runs again": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    assert.match(await runCode(page, "1 + 1"), /2/);
    await page.$eval(CELL, (cell) => (cell.code = "while True:\n    pass"));
    await press(page, "Run", CELL);
    await until(page, CELL, (_s, cell) => cell.getAttribute("status") === "running");
    await press(page, "Newton step", "landscape-explorer");
    await until(page, "landscape-explorer", (s) => s.value !== null && s.point[0] === 0 && s.point[1] === 0, 10_000);
    assert.equal(await status(page), "running");
    const took = await page.$eval(CELL, async (cell) => {
      const stop = [...cell.querySelectorAll("button")].find((b) => (b.getAttribute("aria-label") ?? b.textContent).trim() === "Stop");
      const start = performance.now();
      stop.click();
      while (cell.getAttribute("status") === "running") await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - start;
    });
    assert.ok(took < 1000, `Stop took ${took} ms`);
    visit.measured.stop = took;
    assert.equal(await page.$eval(CELL, (cell) => cell.code), "while True:\n    pass", "the text is kept");
    assert.match(await runCode(page, "6 * 7"), /42/);
    await press(page, "Reset", "landscape-explorer");
    await until(page, "landscape-explorer", (s) => s.runs.length === 0 && s.value !== null, 10_000);
  },

  "an error names the reader's line and marks it": async (visit) => {
    const page = await visit.open("explorer/");
    const text = await runCode(page, "import numpy as np\n\ndef half(n):\n    return n / 0\n\nprint('before')\nhalf(3)");
    assert.equal(await status(page), "error");
    assert.match(text, /^before/);
    assert.match(text, /line 7/);
    assert.match(text, /line 4/);
    assert.match(text, /ZeroDivisionError/);
    assert.doesNotMatch(text, /cellrunner|pyodide|site-packages/i);
    assert.ok(await page.$(`${CELL} .cm-line[class*="error"], ${CELL} .cm-line .cm-error, ${CELL} [class*="error-line"]`), "the line is marked");
  },

  "a syntax error, a missing package and input() say what to do": async (visit) => {
    const page = await visit.open("explorer/");
    assert.match(await runCode(page, "x = (1,\nprint(x"), /SyntaxError/);
    const missing = await runCode(page, "import pandas");
    assert.match(missing, /ModuleNotFoundError/);
    assert.match(missing, /NumPy/);
    assert.match(await runCode(page, "input('name')"), /input/);
  },

  "Restore brings the text and its output back": async (visit) => {
    const page = await visit.open("explorer/");
    const built = await output(page);
    const code = await page.$eval(CELL, (cell) => cell.code);
    await runCode(page, "print('mine')");
    assert.notEqual(await output(page), built);
    await press(page, "Restore", CELL);
    await until(page, CELL, (_s, cell, c) => cell.code === c, 5_000, code);
    assert.equal(await output(page), built);
  },

  "Ctrl+Enter runs; Escape then Tab leaves the editor": async (visit) => {
    const page = await visit.open("explorer/");
    await page.waitForSelector(`${CELL} .cm-content`, { timeout: 60_000 });
    await page.focus(`${CELL} .cm-content`);
    await page.keyboard.down("Control");
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    await page.keyboard.type("print(3 ** 4)");
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await until(page, CELL, (_s, cell) => cell.getAttribute("status") === "done" && cell.output.includes("81"));
    const way = await page.$eval(`${CELL} .cm-content`, (text) => {
      const words = document.getElementById(text.getAttribute("aria-describedby"));
      return [words.innerText, words.getClientRects().length > 0];
    });
    assert.deepEqual(way, ["Esc, then Tab leaves the editor", true], "said of the editor, and shown beside Done");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest(".cm-editor") === null), "focus left the editor");
    await until(page, CELL, (_s, cell) => cell.querySelector(".cell-way").getClientRects().length === 0, 5_000);
  },

  "Run, Stop and Restore by keyboard": async (visit) => {
    const page = await visit.open("explorer/");
    const built = await output(page);
    await page.waitForSelector(`${CELL} .cm-content`, { timeout: 60_000 });
    await page.$eval(CELL, (cell) => (cell.code = "print('on')\nwhile True: pass"));
    const press = async (name, key) => {
      await page.$$eval(`${CELL} button`, (buttons, n) => buttons.find((b) => b.textContent === n).focus(), name);
      await page.keyboard.press(key);
    };
    await press("Run", "Enter");
    await until(page, CELL, (_s, cell) => cell.getAttribute("status") === "running" && cell.output.includes("on"));
    await press("Stop", " ");
    await until(page, CELL, (_s, cell) => cell.getAttribute("status") === "static", 5_000);
    assert.match(await page.$eval(CELL, (cell) => cell.innerText), /Stopped/);
    await press("Restore", "Enter");
    assert.equal(await output(page), built);
    await press("Run", " ");
    await until(page, CELL, (_s, cell) => cell.getAttribute("status") === "done");
    assert.equal(await output(page), built);
  },

  "after Stop the other cells read not run, and run again when they are needed": async (visit) => {
    const page = await visit.open("jacobian-and-hessian/");
    const run = async (k, code) => {
      await page.evaluate((n, text) => {
        const cell = document.querySelectorAll("python-cell")[n];
        document.querySelector("#under-test")?.removeAttribute("id");
        cell.id = "under-test";
        cell.scrollIntoView({ block: "center", behavior: "instant" });
        if (text !== null) cell.code = text;
      }, k, code);
      await press(page, "Run", "#under-test");
    };
    const statuses = () => page.$$eval(CELL, (cells) => cells.slice(0, 2).map((cell) => cell.getAttribute("status")));
    await run(1, null);
    await until(page, "#under-test", (_s, cell) => cell.getAttribute("status") === "done");
    assert.deepEqual(await statuses(), ["done", "done"]);
    await run(1, "while True: pass");
    await until(page, "#under-test", (_s, cell) => cell.getAttribute("status") === "running");
    await press(page, "Stop", "#under-test");
    await until(page, "#under-test", (_s, cell) => cell.getAttribute("status") === "static", 5_000);
    await until(page, CELL, (_s, cell) => cell.getAttribute("status") === "static" && /Not run/.test(cell.innerText), 5_000);
    await run(1, "f = Saddle()\nprint(f.value(place))");
    await until(page, "#under-test", (_s, cell) => cell.getAttribute("status") === "done");
    assert.equal(await output(page, "#under-test"), "0.0");
    assert.deepEqual(await statuses(), ["done", "done"]);
  },

  "a cell above that fails is named, and the one pressed does not run": async (visit) => {
    const page = await visit.open("jacobian-and-hessian/");
    await page.waitForSelector(CELL);
    await page.evaluate(() => {
      const [first, second] = document.querySelectorAll("python-cell");
      first.code = "1 / 0";
      second.id = "second";
      second.scrollIntoView({ block: "center", behavior: "instant" });
    });
    await press(page, "Run", "#second");
    await until(page, "#second", (_s, cell) => /Cell 1 above it failed/.test(cell.innerText));
    assert.equal(await status(page), "error");
    assert.equal(await status(page, "#second"), "static");
  },

  "Run runs the cells above that have not run, and state is shared": async (visit) => {
    const page = await visit.open("jacobian-and-hessian/");
    const count = await page.$$eval(CELL, (cells) => cells.length);
    assert.ok(count >= 3, "the chapter has cells");
    await page.evaluate(() => {
      const cells = document.querySelectorAll("python-cell");
      cells[2].id = "third";
      cells[2].scrollIntoView({ block: "center", behavior: "instant" });
    });
    await press(page, "Run", "#third");
    await until(page, "#third", (_s, cell) => ["done", "error"].includes(cell.getAttribute("status")));
    const seen = await page.$$eval(CELL, (cells) => cells.slice(0, 4).map((cell) => cell.getAttribute("status")));
    assert.deepEqual(seen.slice(0, 3), ["done", "done", "done"]);
    if (count > 3) assert.equal(seen[3], "static");
  },

  "a flood of output neither freezes the page nor fills it": async (visit) => {
    const page = await visit.open("explorer/");
    const text = await runCode(page, "for k in range(200_000):\n    print('line', k)");
    assert.ok(text.length < 120_000, `${text.length} characters`);
    assert.match(text, /^line 0\nline 1\n/);
  },

  "what the reader typed survives a page change and a reload": async (visit) => {
    const page = await visit.open("explorer/");
    await page.waitForSelector(`${CELL} .cm-content`, { timeout: 60_000 });
    await page.focus(`${CELL} .cm-content`);
    await page.keyboard.type("# my own words\n");
    await until(page, CELL, (_s, cell) => cell.code.includes("# my own words"), 5_000);
    await page.reload({ waitUntil: "load" });
    await until(page, CELL, (_s, cell) => (cell.code ?? "").includes("# my own words"), 20_000);
  },

  "what the reader typed into another code is offered, and stays until it is taken": async (visit) => {
    const page = await visit.open("explorer/");
    await page.waitForSelector(`${CELL} .cm-content`, { timeout: 60_000 });
    const built = await page.$eval(CELL, (cell) => cell.code);
    // The page's author has changed the cell since.
    await page.evaluate(() => localStorage.setItem(`landscape draft ${location.pathname} Cell 1 another`, "print('earlier')"));
    const offered = () => page.$$eval(`${CELL} .cell-bar button`, (all) => all.some((b) => b.textContent === "Earlier text" && b.getClientRects().length > 0));
    for (let k = 0; k < 2; k += 1) {
      await page.reload({ waitUntil: "load" });
      await page.waitForSelector(`${CELL} .cm-content`, { timeout: 60_000 });
      assert.deepEqual([await page.$eval(CELL, (cell) => cell.code), await offered()], [built, true]);
    }
    await press(page, "Earlier text", CELL);
    await until(page, CELL, (_s, cell) => cell.code === "print('earlier')" && /earlier text is in the cell/.test(cell.innerText), 5_000);
    await page.reload({ waitUntil: "load" });
    await until(page, CELL, (_s, cell) => cell.code === "print('earlier')", 20_000);
    assert.equal(await offered(), false);
  },

  "nothing that a value shows of itself runs": async (visit) => {
    const page = await visit.open("explorer/");
    const html = [
      "<iframe srcdoc='<script>parent.bad = 1</script>'></iframe><object data='data:text/html,1'></object><embed src='data:text/html,1'>",
      "<a href='java&#9;script:bad = 2'>a</a><a href='&#1;javascript:bad = 3'>b</a>",
      "<base href='https://example.org/'><meta http-equiv='refresh' content='0;url=#gone'><link rel='stylesheet' href='data:text/css,'>",
      "<svg><a><set attributeName='href' to='javascript:bad = 4'/><animate attributeName='cx' to='1'/><circle r='2'/></a></svg>",
      "<template><script>bad = 5</script></template><img src='data:,' onerror='bad = 6'>",
    ].join("");
    await runCode(page, `class Bad:\n    def _repr_html_(self):\n        return ${JSON.stringify(html)}\nBad()`);
    const rich = await page.$eval(CELL, (cell) => cell.rich);
    assert.equal(rich, '<a>a</a><a>b</a><svg><a><animate attributeName="cx" to="1"></animate><circle r="2"></circle></a></svg><img src="data:,">');
    assert.deepEqual(await page.evaluate(() => [globalThis.bad ?? 0, location.hash, document.querySelector("base")]), [0, "", null]);
  },

  "an output that scrolls can be reached by keyboard and has a name; one that does not is none": async (visit) => {
    const page = await visit.open("explorer/");
    const box = () => page.$eval(`${CELL} .cell-output`, (b) => ["tabindex", "role", "aria-label"].map((name) => b.getAttribute(name)));
    const is = async (wanted) => {
      await until(page, CELL, (_s, cell, [tabindex]) => cell.querySelector(".cell-output").getAttribute("tabindex") === tabindex, 5_000, wanted);
      assert.deepEqual(await box(), wanted);
    };
    const [scrolls, still] = [["0", "region", "Output of Cell 1"], [null, null, null]];
    await runCode(page, "for k in range(100): print(k)");
    await is(scrolls);
    await page.focus(`${CELL} .cell-output`);
    await page.keyboard.press("End");
    await page.waitForFunction((s) => document.querySelector(s).scrollTop > 0, { timeout: 5_000 }, `${CELL} .cell-output`);
    await runCode(page, "1 + 1");
    await is(still);
    await runCode(page, "print('wide' * 100)");
    await is(scrolls);
    await runCode(page, "2 + 2");
    await is(still);
  },

  "an editor that did not come is asked for again by keyboard": async (visit) => {
    visit.allow(/./);
    const page = await visit.open("explorer/", { wrong: "missing-once~editor." });
    await page.$eval(CELL, (cell) => cell.scrollIntoView({ block: "center", behavior: "instant" }));
    await until(page, CELL, (_s, cell) => /editor is not there/.test(cell.innerText), 20_000);
    await visit.heal();
    await (await named(page, "Open the editor", CELL)).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.closest(".cm-editor") !== null, { timeout: 20_000 });
    const text = await page.$eval(CELL, (cell) => cell.innerText);
    assert.doesNotMatch(text, /editor is not there|Open the editor/);
  },

  "no editor opens in a cell that has left the page": async (visit) => {
    const page = await visit.open("explorer/");
    await page.waitForSelector(`${CELL} .cm-content`, { timeout: 60_000 });
    const frames = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await page.$eval(CELL, (first) => {
      globalThis.left = document.createElement("python-cell");
      globalThis.left.setAttribute("name", "Cell 99");
      first.after(globalThis.left);
      globalThis.left.querySelector(".highlight").dispatchEvent(new PointerEvent("pointerdown"));
      globalThis.left.remove();
    });
    await frames();
    assert.equal(await page.evaluate(() => globalThis.left.querySelector(".cm-editor")), null);
    await page.$eval(CELL, (first) => {
      first.after(globalThis.left);
      globalThis.left.scrollIntoView({ block: "center", behavior: "instant" });
    });
    await page.waitForFunction(() => globalThis.left.querySelector(".cm-editor") !== null, { timeout: 5_000 });
  },

  "the cells do not disturb the explorers": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    await runCode(page, "import landscape\nlandscape.Saddle.value = None\nlandscape.bridge = None");
    await press(page, "Newton step", "landscape-explorer");
    await until(page, "landscape-explorer", (s) => s.value !== null && s.runs.length === 1, 10_000);
    assert.deepEqual((await state(page)).point, [0, 0]);
  },
};

export const only = {};

/** Runs every cell of a page from the top, as a reader does, and compares what it shows with what the page came with. */
for (const path of SOURCES) {
  const name = `/${path}: built output and live output are equal`;
  // In a folder one page stands for all: Python is the same there, and only how it comes differs.
  only[name] = ["chromium hosted", "firefox hosted", ...(path === "chapters/newton/" ? ["chromium offline"] : [])];
  tests[name] = async (visit) => {
    const page = await visit.open(path);
    const count = await page.$$eval(CELL, (cells) => cells.length);
    for (let k = 0; k < count; k += 1) {
      const { title, check, volatile, ...built } = await page.evaluate((n) => {
        const cell = document.querySelectorAll("python-cell")[n];
        document.querySelector("#under-test")?.removeAttribute("id");
        cell.id = "under-test";
        cell.scrollIntoView({ block: "center", behavior: "instant" });
        return { title: cell.title, check: cell.check !== null, volatile: cell.hasAttribute("volatile"), output: cell.output, rich: cell.rich };
      }, k);
      await page.waitForSelector("#under-test .cm-content", { timeout: 60_000 });
      const button = await page.$("#under-test .cell-run");
      assert.equal(await button.evaluate((e) => e.textContent), check ? "Check" : "Run");
      // A tall cell in the middle has its buttons below the page's head.
      await button.evaluate((e) => e.scrollIntoView({ block: "center", behavior: "instant" }));
      await button.click();
      await until(page, "#under-test", (_s, cell) => ["done", "error"].includes(cell.getAttribute("status")));
      const live = await page.$eval("#under-test", ({ output, rich }) => ({ output, rich }));
      if (!volatile) assert.deepEqual(live, built, title);
    }
  };
}

export default tests;
