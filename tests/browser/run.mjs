// The browser suite's process: `node run.mjs --list`, or `node run.mjs ENGINE KIND BASE` with one request a line on
// standard input ({"file", "name"}) and one verdict a line on standard output. One browser serves all of them.
// A suite's `only` names the kinds of site, the engines, or one of each ("chromium hosted") that a test is for, where it is not for all.
import { readdir } from "node:fs/promises";
import { createInterface } from "node:readline";
import { launch, onDisk, Visit } from "./driver.mjs";
import { listen } from "./spy.mjs";

const folder = new URL("suite/", import.meta.url);
const suites = new Map();
for (const file of (await readdir(folder)).filter((name) => name.endsWith(".mjs")).sort()) {
  suites.set(file, await import(new URL(file, folder).href));
}

if (process.argv[2] === "--list") {
  const list = [...suites].flatMap(([file, { default: tests, only = {} }]) =>
    Object.keys(tests).map((name) => ({ file, name, only: only[name] ?? null })),
  );
  process.stdout.write(JSON.stringify(list));
  process.exit(0);
}

const [engine, kind, base] = process.argv.slice(2);
const spy = await listen();
const way = { port: spy.port, onDisk: onDisk(kind) };
let browser = await launch(engine, way);
for await (const line of createInterface({ input: process.stdin })) {
  const { file, name } = JSON.parse(line);
  const visit = new Visit(browser, kind, base, engine, spy);
  let verdict;
  try {
    await suites.get(file).default[name](visit);
    verdict = { ok: true, measured: visit.measured };
    visit.assertQuiet();
  } catch (error) {
    verdict = { ok: false, error: `${error.stack ?? error}\n${visit.log.slice(-30).join("\n")}` };
  }
  await visit.close();
  // A crashed browser fails its own test, not all that follow.
  if (!browser.connected) browser = await launch(engine, way);
  process.stdout.write(`${JSON.stringify(verdict)}\n`);
}
await browser.close();
spy.close();
