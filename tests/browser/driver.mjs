// What every browser test stands on: a browser by engine, and a `Visit` that hears everything a page says and asks.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { access, cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

/** Where the browsers put what a test downloads. */
export const DOWNLOADS = await mkdtemp(join(tmpdir(), "downloads-"));
process.on("exit", () => rmSync(DOWNLOADS, { recursive: true, force: true }));

const ENGINES = {
  chromium: {
    browser: "chrome",
    paths: [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"],
    // WebGL by software: Chromium does that unasked too, but complains.
    args: ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
    // On disk not even this machine's own servers may be asked.
    proxied: (port, onDisk) => ({ args: [`--proxy-server=127.0.0.1:${port}`, ...(onDisk ? ["--proxy-bypass-list=<-loopback>"] : [])] }),
  },
  firefox: {
    browser: "firefox",
    paths: [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"],
    args: [],
    proxied: (port, onDisk) => ({
      extraPrefsFirefox: {
        // Some drivers switch this off, and then every double-clicked page passes.
        "security.fileuri.strict_origin_policy": true,
        "network.proxy.type": 1,
        "network.proxy.http": "127.0.0.1", "network.proxy.http_port": port,
        "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": port,
        "network.proxy.allow_hijacking_localhost": onDisk,
        "network.proxy.no_proxies_on": onDisk ? "" : "127.0.0.1",
        // What is downloaded lands in a folder, without a question.
        "browser.download.folderList": 2, "browser.download.dir": DOWNLOADS, "browser.download.alwaysOpenPanel": false,
      },
    }),
  },
};

/** How long Python may take to start on a slow, busy machine. */
export const START = 120_000;

export async function launch(engine, { port, onDisk }) {
  const { browser, paths, args, proxied } = ENGINES[engine];
  const { args: more = [], ...rest } = proxied(port, onDisk);
  for (const executablePath of paths.filter(Boolean)) {
    if (await access(executablePath).then(() => true, () => false)) {
      return puppeteer.launch({ browser, executablePath, args: [...args, ...more], headless: true, protocolTimeout: 2 * START, ...rest });
    }
  }
  throw new Error(`No ${engine} found at ${paths.filter(Boolean).join(", ")}.`);
}

export function onDisk(kind) {
  return kind === "offline" || kind === "single";
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
  constructor(browser, kind, base, engine, spy) {
    Object.assign(this, { browser, kind, base, engine, spy });
    spy.asked(); // of the test before
  }

  get onDisk() {
    return onDisk(this.kind);
  }

  address(path, base = this.base) {
    if (this.kind === "single") return base;
    return base + (this.kind === "hosted" ? path : path === "" ? "index.html" : path.replace(/\/$/, ".html"));
  }

  /** A base at which the files that `wrong` names are spoiled: by the server, or in a copy of the folder. */
  async #wrongBase(wrong) {
    // What is wrong once is wrong once for each visit.
    if (!this.onDisk) return this.base.replace(/\/landscape\/$/, `/~${wrong}~${randomUUID()}/landscape/`);
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

  /** The same site in another folder, which its reader has moved; a server's stays where it is. */
  async #movedBase() {
    if (!this.onDisk) return this.base;
    const folder = await mkdtemp(join(tmpdir(), "moved-"));
    this.#spoiled.push({ folder });
    const source = fileURLToPath(this.base);
    const target = join(folder, this.kind === "single" ? "Kopie von explorer.html" : "");
    await cp(source, target, { recursive: true });
    return `${pathToFileURL(target).href}${this.kind === "single" ? "" : "/"}`;
  }

  /** Opens `path` below the base; `wrong` names a fault that the test server makes (see conftest.py). */
  async open(path = "", { wrong = "", moved = false, fragment = "", width = 1280, height = 800, dark = false, javascript = true, touch = false, scale = 1, before } = {}) {
    this.#context ??= await this.browser.createBrowserContext();
    const page = await this.#context.newPage();
    await page.setViewport({ width, height, deviceScaleFactor: scale, ...(touch ? { hasTouch: true, isMobile: true } : {}) });
    if (dark) await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    if (!javascript) await page.setJavaScriptEnabled(false);
    const base = wrong ? await this.#wrongBase(wrong) : moved ? await this.#movedBase() : this.base;
    const origin = new URL(base).origin;
    page.on("console", (message) => this.#hear(message.type(), message.text()));
    page.on("pageerror", (error) => this.#hear("error", `uncaught: ${error.message}`));
    page.on("requestfailed", (request) => this.#hear("failed", `${request.url()} ${request.failure()?.errorText ?? ""}`));
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (!["data:", "blob:", "about:"].includes(url.protocol) && url.origin !== origin) this.#foreign.push(url.href);
    });
    if (before) await page.evaluateOnNewDocument(before);
    if (this.engine === "chromium") {
      const session = await page.createCDPSession();
      await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: DOWNLOADS, browserContextId: this.#context.id });
    }
    await page.goto(this.address(path, base) + fragment, { waitUntil: "load" });
    return page;
  }

  #hear(kind, text) {
    this.log.push(`[${kind}] ${text}`);
    if (!["error", "warn", "warning", "failed", "assert"].includes(kind)) return;
    if (kind === "failed" && /ERR_ABORTED|NS_BINDING_ABORTED/.test(text)) return; // the page was left while it loaded
    // Firefox draws a page while it still comes, and complains of a formula of which half is there; test_site.py counts in the whole.
    if (this.engine === "firefox" && /Invalid markup: Incorrect number of children for <m\w+\/> tag/.test(text)) return;
    if (!this.#allowed.some((pattern) => pattern.test(text))) this.#noise.push(`[${kind}] ${text}`);
  }

  assertQuiet() {
    assert.deepEqual([...this.#foreign, ...this.spy.asked()], [], "asked another host");
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

/** Chooses from the list, as a reader does who knows the word. */
export async function choose(page, name, selector = "landscape-explorer") {
  const select = await named(page, "Landscape", selector);
  await select.evaluate((found, value) => {
    // Firefox finds the label by this name, Chromium what it labels.
    const list = found.control ?? found;
    list.focus();
    list.value = value;
    for (const type of ["input", "change"]) list.dispatchEvent(new Event(type, { bubbles: true }));
  }, name);
  await until(page, selector, (s, _e, n) => s.landscape === n && s.value !== null, 20_000, name);
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
