/** CodeMirror, set up for short Python cells: a classic script of its own that leaves one function behind. */
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightSpecialChars, keymap, type DecorationSet } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import type { Editor, EditorOptions } from "./editing";

const markLine = StateEffect.define<number | null>();
const failed = Decoration.line({ class: "cell-error-line" });

/** The line that failed, until it is edited. */
const failedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { effects, docChanged, state }) {
    if (docChanged) return Decoration.none;
    for (const effect of effects) {
      if (!effect.is(markLine)) continue;
      const line = effect.value;
      if (line === null || line < 1 || line > state.doc.lines) return Decoration.none;
      return Decoration.set(failed.range(state.doc.line(line).from));
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function open(parent: HTMLElement, { code, label, way, changed, run, focused }: EditorOptions): Editor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: code,
      extensions: [
        // First, so that nothing else takes these keys.
        keymap.of([
          {
            key: "Mod-Enter",
            run: () => {
              run();
              return true;
            },
          },
          {
            // Tab indents, but never traps: after Escape it leaves, however slowly it is pressed.
            key: "Escape",
            run: (v) => {
              v.setTabFocusMode(true);
              return false;
            },
          },
        ]),
        history(),
        highlightSpecialChars(),
        drawSelection(),
        indentUnit.of("    "),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        python(),
        syntaxHighlighting(classHighlighter),
        failedLine,
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": way, spellcheck: "false" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(update.state.doc.toString());
          if (update.docChanged || update.focusChanged) update.view.setTabFocusMode(false);
          if (update.focusChanged) focused(update.view.hasFocus);
        }),
      ],
    }),
  });
  return {
    setCode(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    mark(line) {
      view.dispatch({ effects: markLine.of(line) });
    },
    focus() {
      view.focus();
    },
    close() {
      view.destroy();
    },
  };
}

globalThis.__landscapeEditor = open;
