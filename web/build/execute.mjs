// Runs cells for the build in the interpreter that readers will run: `node execute.mjs STDLIB RUNNER WHEEL...`.
// One request a line on standard input, one result a line on standard output.
import { readdir, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { loadPyodide } from "pyodide";

const [stdLibURL, runner, ...wheels] = process.argv.slice(2);
const say = (result) => process.stdout.write(`${JSON.stringify(result)}\n`);
const python = await loadPyodide({
  stdLibURL,
  env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" },
  // Standard output is the protocol's; what a cell prints comes back in its result.
  stdout: (text) => process.stderr.write(`${text}\n`),
});
for (const wheel of wheels) {
  const bytes = await readFile(wheel);
  python.unpackArchive(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength), "wheel");
}
// Alone in its package, as in a page.
const folder = "/home/pyodide/livedocs/cellrunner";
python.FS.mkdirTree(folder);
for (const name of (await readdir(runner)).filter((name) => name.endsWith(".py"))) {
  python.FS.writeFile(`${folder}/${name}`, await readFile(`${runner}/${name}`, "utf8"));
}
const cells = python.pyimport("livedocs.cellrunner");
const nothing = () => {};
say({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const { page, cell, code, forget, check } = JSON.parse(line);
  if (forget) cells.forget(page);
  const result = cells.run(page, cell, code, nothing, check ?? undefined);
  const plain = result.toJs({ dict_converter: Object.fromEntries });
  result.destroy();
  // Python's None is undefined on this side.
  const error = plain.error ? { ...plain.error, line: plain.error.line ?? null } : null;
  say(Object.fromEntries(Object.entries({ ...plain, error }).map(([key, value]) => [key, value ?? null])));
}
