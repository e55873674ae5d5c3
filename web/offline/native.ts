declare global {
  // eslint-disable-next-line no-var
  var __landscapeWorker: typeof Worker | undefined;
}

globalThis.__landscapeWorker = Worker;

export {};
