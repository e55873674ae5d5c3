// The only way out of a test's browser: a proxy that lets nothing through and remembers who asked, workers included.
import { createServer } from "node:http";

// What the browsers themselves ask for at their start, whatever page is open.
const OWN =
  /^((update|clients\d|accounts|redirector|edgedl\.me|optimizationguide-pa|content-autofill|safebrowsing)\.(google|googleapis|gvt1)\.com|(.+\.)?mozilla\.(com|net|org)|(.+\.)?firefox\.com)$/;

/** Listens; `asked()` gives what pages and workers asked for since the last time. */
export async function listen() {
  const heard = new Set();
  const note = (address) => {
    if (!OWN.test(new URL(address).hostname)) heard.add(address);
  };
  const server = createServer((request, response) => {
    note(request.url);
    response.writeHead(403).end();
  });
  server.on("connect", (request, socket) => {
    note(`https://${request.url}`);
    socket.on("error", () => {});
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: server.address().port,
    asked() {
      const all = [...heard];
      heard.clear();
      return all;
    },
    close: () => server.close(),
  };
}
