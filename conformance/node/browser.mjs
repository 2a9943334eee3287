// Drives one headless Chromium for the tests. Reads one JSON command a line from standard input, {id, page, command,
// options}; answers {id, result} or {id, error}. Commands run side by side; the end of the input ends the browser.
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const folder = join(fileURLToPath(new URL(".", import.meta.url)), "page");
const files = { "/": ["index.html", "text/html"], "/participant.js": ["participant.js", "text/javascript"] };
const commands = ["publish", "play", "decoded", "heard", "sends", "dropped", "stats", "leave"];
const pages = new Map();

// A page of its own origin: cameras need a secure context, and the server's answers must then pass the browser's CORS.
const site = createServer((request, response) => {
  const [name, type] = files[request.url] ?? [];
  if (!name) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "Content-Type": type }).end(readFileSync(join(folder, name)));
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
  const { id, page, command, options } = JSON.parse(line);
  run(page, command, options ?? {}).then(
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

async function run(name, command, options) {
  if (command === "close") {
    const page = pages.get(name);
    pages.delete(name);
    await page?.close();
    return {};
  }
  if (!commands.includes(command)) {
    throw new Error(`unknown command ${command}`);
  }
  const page = await opened(name);
  return await page.evaluate(([action, given]) => globalThis.participant[action](given), [command, options]);
}

async function opened(name) {
  if (!pages.has(name)) {
    const page = await context.newPage();
    page.on("pageerror", (failure) => process.stderr.write(`${name}: ${failure.stack}\n`));
    page.on("console", (message) => process.stderr.write(`${name}: ${message.text()}\n`));
    await page.goto(address);
    await page.waitForFunction(() => globalThis.participant !== undefined);
    pages.set(name, page);
  }
  return pages.get(name);
}

function answer(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

/** The browser's program: PARLEY_CHROMIUM, or the first Chromium or Chrome on the PATH. */
function program() {
  if (process.env.PARLEY_CHROMIUM) {
    return process.env.PARLEY_CHROMIUM;
  }
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
  const places = (process.env.PATH ?? "").split(delimiter).flatMap((place) => names.map((name) => join(place, name)));
  const found = places.find(executable);
  if (!found) {
    throw new Error("no Chromium on the PATH: install it, or set PARLEY_CHROMIUM to the program");
  }
  return found;
}

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
