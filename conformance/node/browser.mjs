// Drives one headless Chromium for the tests. Reads one JSON command a line from standard input, {id, page, kind,
// command, options}; answers {id, result} or {id, error}. Commands run side by side; the end of input ends the browser.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { program } from "./chromium.mjs";

const folder = join(fileURLToPath(new URL(".", import.meta.url)), "page");
const webClient = join(folder, "..", "..", "..", "clients", "web", "dist", "trtc.js");
const files = {
  "/participant": [join(folder, "index.html"), "text/html"],
  "/participant.js": [join(folder, "participant.js"), "text/javascript"],
  "/member": [join(folder, "member.html"), "text/html"],
  "/member.js": [join(folder, "member.js"), "text/javascript"],
  "/trtc.js": [webClient, "text/javascript"],
};
/** What each kind of page can be told; it answers under the kind's name. */
const commands = {
  participant: ["publish", "play", "decoded", "heard", "sends", "dropped", "stats", "leave"],
  member: [
    "enter", "stayed", "stay", "peers", "mediaPort", "way", "call", "sendAll", "event", "events", "latest", "receive",
    "more", "shows", "counts", "total", "silent", "sends", "outbound",
  ],
};
const pages = new Map();

// A page of its own origin: cameras need a secure context, and the server's answers must then pass the browser's CORS.
const site = createServer((request, response) => {
  const [file, type] = files[request.url] ?? [];
  if (!file) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "Content-Type": type }).end(readFileSync(file));
});
await new Promise((listening) => site.listen(0, "127.0.0.1", listening));
const address = `http://127.0.0.1:${site.address().port}/`;

const profile = mkdtempSync(join(tmpdir(), "parley-chromium-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: program(),
  headless: true,
  chromiumSandbox: process.getuid?.() !== 0,
  ignoreDefaultArgs: ["--headless"],
  args: [
    "--headless=new",
    "--allow-loopback-in-peer-connection",
    "--use-fake-device-for-media-stream=device-count=1,fps=15",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
});

answer({ id: 0, result: { browser: context.browser()?.version() ?? "" } });
const input = createInterface({ input: process.stdin });
input.on("line", (line) => {
  const { id, page, kind, command, options } = JSON.parse(line);
  run(page, kind, command, options ?? {}).then(
    (result) => answer({ id, result: result ?? {} }),
    (failure) => answer({ id, error: `${page}.${command}: ${failure.message}` }),
  );
});
input.on("close", async () => {
  await context.close();
  site.close();
  rmSync(profile, { recursive: true, force: true });
  process.exit(0);
});

async function run(name, kind, command, options) {
  if (command === "close") {
    const page = pages.get(name);
    pages.delete(name);
    await (await page)?.close();
    return {};
  }
  if (!commands[kind]?.includes(command)) {
    throw new Error(`unknown command ${kind}.${command}`);
  }
  if (!pages.has(name)) {
    pages.set(name, opened(name, kind));
  }
  const page = await pages.get(name);
  const action = ([whose, what, given]) => globalThis[whose][what](given);
  return await page.evaluate(action, [kind, command, options]);
}

async function opened(name, kind) {
  if (kind === "member" && !existsSync(webClient)) {
    throw new Error(`${webClient} is missing: run npm ci and npm run build in clients/web; ./dev test does`);
  }
  const page = await context.newPage();
  page.on("pageerror", (failure) => process.stderr.write(`${name}: ${failure.stack}\n`));
  page.on("console", (message) => process.stderr.write(`${name}: ${message.text()}\n`));
  await page.goto(`${address}${kind}`);
  await page.waitForFunction((whose) => globalThis[whose] !== undefined, kind);
  return page;
}

function answer(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
