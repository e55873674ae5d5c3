/** What a cell needs of its editor. The editor itself is a script of its own, fetched when a cell comes near. */

export interface EditorOptions {
  readonly code: string;
  /** Accessible name of the text. */
  readonly label: string;
  /** The id of the words that say how to leave it. */
  readonly way: string;
  readonly changed: (code: string) => void;
  readonly run: () => void;
  readonly focused: (focused: boolean) => void;
}

export interface Editor {
  /** Replaces the text; the reader's own undo takes it back. */
  setCode(code: string): void;
  /** Marks a one-based line as the one that failed, or none. */
  mark(line: number | null): void;
  focus(): void;
  /** Lets go of the page, which would be kept in memory through what the editor listens to. */
  close(): void;
}

export type OpenEditor = (parent: HTMLElement, options: EditorOptions) => Editor;

declare global {
  /** Left behind by the editor's script. */
  // eslint-disable-next-line no-var
  var __landscapeEditor: OpenEditor | undefined;
}
