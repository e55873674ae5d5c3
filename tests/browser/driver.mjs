// What every browser test stands on: a browser by engine, and a `Visit` that hears everything a page says and asks.
import assert from "node:assert/strict";
import { access, cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const ENGINES = {
  chromium: {
    browser: "chrome",
    paths: [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"],
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
      // No way to any other machine: what asks for one fails.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  },
  firefox: {
    browser: "firefox",
    paths: [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"],
    args: [],
    // Some drivers switch this off, and then every double-clicked page passes.
    extraPrefsFirefox: {
      "security.fileuri.strict_origin_policy": true,
      "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9,
      "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9, "network.proxy.no_proxies_on": "127.0.0.1",
    },
  },
};

/** How long Python may take to start on a slow, busy machine. */
export const START = 120_000;

export async function launch(engine) {
  const { browser, paths, args, ...rest } = ENGINES[engine];
  for (const executablePath of paths.filter(Boolean)) {
    if (await access(executablePath).then(() => true, () => false)) {
      return puppeteer.launch({ browser, executablePath, args, headless: true, protocolTimeout: 2 * START, ...rest });
    }
  }
  throw new Error(`No ${engine} found at ${paths.filter(Boolean).join(", ")}.`);
}

/** One test's pages, in a profile of their own. */
export class Visit {
  /** All that was said and asked, for the report of a failure. */
  log = [];
  measured = {};
  #noise = [];
  #foreign = [];
  #allowed = [];
  #context;
  #spoiled = [];

  /** `kind`: "hosted" by a server, "flat" (hosted, pages by file name), an "offline" folder, or a "single" file. */
  constructor(browser, kind, base, engine) {
    Object.assign(this, { browser, kind, base, engine });
  }

  get onDisk() {
    return this.kind === "offline" || this.kind === "single";
  }

  address(path, base = this.base) {
    if (this.kind === "single") return base;
    return base + (this.kind === "hosted" ? path : path === "" ? "index.html" : path.replace(/\/$/, ".html"));
  }

  /** A base at which the files that `wrong` names are spoiled: by the server, or in a copy of the folder. */
  async #wrongBase(wrong) {
    if (!this.onDisk) return this.base.replace(/\/landscape\/$/, `/~${wrong}/landscape/`);
    const [fault, part] = wrong.split("~");
    const folder = await mkdtemp(join(tmpdir(), "spoiled-"));
    await cp(fileURLToPath(this.base), folder, { recursive: true });
    const live = join(folder, "live");
    for (const name of (await readdir(live)).filter((n) => n.includes(part))) {
      const file = join(live, name);
      const text = await readFile(file, "utf8");
      this.#spoiled.push({ folder, file, text, once: fault.endsWith("-once") });
      const middle = text.length >> 1;
      const spoil = {
        missing: () => rm(file),
        html: () => writeFile(file, "<!doctype html><title>Welcome</title>"),
        truncated: () => writeFile(file, text.slice(0, middle)),
        cut: () => writeFile(file, text.slice(0, middle)),
        corrupted: () => writeFile(file, text.slice(0, middle) + (text[middle] === "A" ? "B" : "A") + text.slice(middle + 1)),
      };
      await spoil[fault.replace(/-once$/, "")]();
    }
    return `${pathToFileURL(folder).href}/`;
  }

  /** What was wrong once is right from now on; the server does that by itself. */
  async heal() {
    for (const { file, text, once } of this.#spoiled) if (once) await writeFile(file, text);
  }

  /** Lets messages pass that match: a test of failures makes the browser complain. */
  allow(...patterns) {
    this.#allowed.push(...patterns);
  }

  /** Opens `path` below the base; `wrong` names a fault that the test server makes (see conftest.py). */
  async open(path = "", { wrong = "", width = 1280, height = 800, dark = false, javascript = true, touch = false, scale = 1, before } = {}) {
    this.#context ??= await this.browser.createBrowserContext();
    const page = await this.#context.newPage();
    await page.setViewport({ width, height, deviceScaleFactor: scale, ...(touch ? { hasTouch: true, isMobile: true } : {}) });
    if (dark) await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    if (!javascript) await page.setJavaScriptEnabled(false);
    const base = wrong ? await this.#wrongBase(wrong) : this.base;
    const origin = new URL(base).origin;
    page.on("console", (message) => this.#hear(message.type(), message.text()));
    page.on("pageerror", (error) => this.#hear("error", `uncaught: ${error.message}`));
    page.on("requestfailed", (request) => this.#hear("failed", `${request.url()} ${request.failure()?.errorText ?? ""}`));
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (!["data:", "blob:", "about:"].includes(url.protocol) && url.origin !== origin) this.#foreign.push(url.href);
    });
    if (before) await page.evaluateOnNewDocument(before);
    await page.goto(this.address(path, base), { waitUntil: "load" });
    return page;
  }

  #hear(kind, text) {
    this.log.push(`[${kind}] ${text}`);
    if (!["error", "warn", "warning", "failed", "assert"].includes(kind)) return;
    if (kind === "failed" && /ERR_ABORTED|NS_BINDING_ABORTED/.test(text)) return; // the page was left while it loaded
    if (!this.#allowed.some((pattern) => pattern.test(text))) this.#noise.push(`[${kind}] ${text}`);
  }

  assertQuiet() {
    assert.deepEqual(this.#foreign, [], "asked another host");
    assert.deepEqual(this.#noise, [], "said something on the console");
  }

  async close() {
    await this.#context?.close().catch(() => {});
    for (const { folder } of this.#spoiled) await rm(folder, { recursive: true, force: true });
  }
}

/** Waits until `test(element.state, element)` holds for the first match of `selector`; says what was there if it never does. */
export async function until(page, selector, test, timeout = START, argument = null) {
  try {
    await page.waitForFunction(
      (s, source, arg) => {
        const element = document.querySelector(s);
        return element !== null && new Function(`return (${source})`)()(element.state, element, arg);
      },
      { timeout, polling: 50 },
      selector,
      test.toString(),
      argument,
    );
  } catch (error) {
    const seen = await page.evaluate(
      (s) => {
        const element = document.querySelector(s);
        return element && { status: element.getAttribute("status"), state: element.state, output: element.output, text: element.innerText?.slice(0, 600) };
      },
      selector,
    );
    throw new Error(`${selector}: waited for ${test} and saw ${JSON.stringify(seen)} (${error.message})`);
  }
}

/** An explorer whose Python answers. */
export async function ready(page, selector = "landscape-explorer") {
  await until(page, selector, (_state, element) => element.getAttribute("status") === "ready");
  return state(page, selector);
}

export function state(page, selector = "landscape-explorer") {
  return page.$eval(selector, (element) => JSON.parse(JSON.stringify(element.state)));
}

/** The control with this accessible name, as assistive technology finds it. */
export function named(page, name, within = "") {
  return page.waitForSelector(`${within} ::-p-aria(${name})`.trim(), { timeout: 10_000 });
}

export async function press(page, name, within = "") {
  const handle = await named(page, name, within);
  await handle.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
  await handle.click();
}

/** Clicks the map at a point of the landscape. */
export async function clickMap(page, [x, y], selector = "landscape-explorer canvas") {
  const spot = await mapSpot(page, [x, y], selector);
  await page.mouse.click(spot.x, spot.y);
}

async function mapSpot(page, point, selector) {
  return page.$eval(
    selector,
    (canvas, p) => {
      canvas.scrollIntoView({ block: "center", behavior: "instant" });
      const box = canvas.getBoundingClientRect();
      const element = canvas.closest("landscape-explorer");
      // The element says where a point stands on its canvas, so that the tests know nothing of margins.
      const [px, py] = element.locate(p);
      return { x: box.left + px, y: box.top + py };
    },
    point,
  );
}

export function near(actual, expected, tolerance = 1e-12, what = "") {
  const a = [actual].flat(3);
  const e = [expected].flat(3);
  assert.equal(a.length, e.length, `${what}: ${JSON.stringify(actual)} has another shape than ${JSON.stringify(expected)}`);
  a.forEach((value, k) => {
    assert.ok(Math.abs(value - e[k]) <= tolerance * Math.max(1, Math.abs(e[k])), `${what}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
  });
}
