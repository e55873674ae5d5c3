// Typesets formulas for the build: a line with a JSON list of {tex, display} in, a line with a JSON list of HTML out.
import { createInterface } from "node:readline";
import katex from "katex";

const options = { throwOnError: true, strict: "error", output: "htmlAndMathml", macros: { "\\T": "^{\\mathsf{T}}" } };
process.stdout.write("{}\n");
for await (const line of createInterface({ input: process.stdin })) {
  const answers = JSON.parse(line).formulas.map(({ tex, display }) => {
    try {
      return { html: katex.renderToString(tex, { ...options, displayMode: display }) };
    } catch (error) {
      return { error: error.message };
    }
  });
  process.stdout.write(`${JSON.stringify({ answers })}\n`);
}
