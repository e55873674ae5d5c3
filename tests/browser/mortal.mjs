// A Python that comes when a test lets it, and dies when a test says so: for `before` of `visit.open`.

/** In the page: holds back the files that Python starts from until `release()`; `die()` ends the explorers' Python. */
export function mortal() {
  const [held, engines, send] = [[], [], Worker.prototype.postMessage];
  let holding = false;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message?.kind === "start" && message.role === "engine") engines.push(this);
    if (message?.kind === "asset" && holding) held.push(() => send.call(this, message, ...rest));
    else send.call(this, message, ...rest);
  };
  globalThis.hold = () => (holding = true);
  globalThis.release = () => {
    holding = false;
    for (const go of held.splice(0)) go();
  };
  globalThis.die = () => engines.at(-1).onmessage(new MessageEvent("message", { data: { kind: "dead", message: "It has run out of memory.", asset: null } }));
}

/** The same, held back from the beginning. */
export const late = new Function(`(${mortal})(); globalThis.hold();`);
