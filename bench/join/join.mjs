// Time to join: from the click to the first frame of somebody else, in Chromium, warm and cold, and what it is made of.
//   node join.mjs CREDENTIALS VISITOR_SIG ANCHOR_SIG ROUNDS JSON_FILE
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const { chromium } = createRequire(new URL("../../conformance/node/package.json", import.meta.url))("playwright-core");
const [credentialsFile, visitorSig, anchorSig, rounds, jsonFile] = process.argv.slice(2);
const { endpoint, sdkAppId } = JSON.parse(readFileSync(credentialsFile, "utf8"));
const patience = 20_000;
// A publisher is asked for one key frame in half a second at most; joins in a row must not wait for each other's.
const pause = 1_000;
const folders = {
  client: fileURLToPath(new URL("../../clients/web/dist", import.meta.url)),
  page: fileURLToPath(new URL("page", import.meta.url)),
};
const types = { ".html": "text/html", ".js": "text/javascript" };

// The durations that a join is made of, as pairs of marks; several run side by side, so they don't add up.
const parts = {
  "device (camera and microphone open)": ["device-start", "device-end"],
  "socket (WebSocket opens)": ["socket-start", "socket-end"],
  "enter (request to answer)": ["enter-start", "enter-end"],
  "ICE (first check to connected)": ["ice-start", "ice-end"],
  "DTLS (ICE connected to keys agreed)": ["ice-end", "dtls-end"],
  "subscribe (request to answer)": ["subscribe-start", "subscribe-end"],
  "first packet (keys and subscription to packet)": ["ready", "packet-first"],
  "first frame (first packet to frame shown)": ["packet-first", "frame-first"],
};

const site = createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://site");
  const [, first, ...rest] = normalize(pathname).split("/");
  const path = first === "client" ? join(folders.client, ...rest) : join(folders.page, first || "index.html");
  try {
    const content = readFileSync(path);
    response.writeHead(200, { "Content-Type": types[extname(path)] ?? "application/octet-stream" }).end(content);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((listening) => site.listen(0, "127.0.0.1", listening));

const browser = await launch();
const elsewhere = await launch();
const anchor = await open(elsewhere, "anchor", anchorSig);
await anchor.page.click("#join");
await anchor.page.waitForFunction(() => bench.sending(), null, { timeout: patience });

const results = { chromium: browser.version(), warm: await warm(), cold: await cold() };
print("warm: the page is loaded, devices are allowed, it has been in a room before", results.warm);
print("cold: a new browser context, the page has just been loaded", results.cold);
writeFileSync(jsonFile, `${JSON.stringify(results, null, 1)}\n`);
await Promise.all([browser.close(), elsewhere.close()]);
site.close();

async function launch() {
  return await chromium.launch({
    executablePath: process.env.PARLEY_CHROMIUM ?? "/usr/bin/chromium",
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
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
    ],
  });
}

async function open(where, userId, userSig) {
  const context = await where.newContext({ permissions: ["camera", "microphone"] });
  const page = await context.newPage();
  page.on("pageerror", (error) => process.stderr.write(`${userId}: ${error.stack}\n`));
  const query = new URLSearchParams({ sdkAppId, userId, userSig, room: "bench-join", server: endpoint });
  await page.goto(`http://127.0.0.1:${site.address().port}/?${query}`);
  await page.waitForFunction(() => globalThis.bench !== undefined, null, { timeout: patience });
  return { context, page };
}

/** One press of the button; what was marked. */
async function joined(page) {
  await page.click("#join");
  const handle = await page.waitForFunction(() => bench.marks(), null, { timeout: patience, polling: 20 });
  const marks = await handle.jsonValue();
  // Keys and subscription are waited for side by side; from the later one on it is the publisher's key frame.
  return { ...marks, ready: Math.max(marks["dtls-end"], marks["subscribe-end"]) };
}

async function warm() {
  const { context, page } = await open(browser, "visitor", visitorSig);
  const found = [];
  for (let round = -1; round < Number(rounds); round++) {
    const marks = await joined(page);
    if (round >= 0) {
      found.push(marks);
    }
    await page.evaluate(() => bench.leave());
    await page.waitForTimeout(pause);
  }
  await context.close();
  return found;
}

async function cold() {
  const found = [];
  for (let round = 0; round < Number(rounds); round++) {
    const { context, page } = await open(browser, "visitor", visitorSig);
    await page.waitForTimeout(pause);
    found.push(await joined(page));
    await page.evaluate(() => bench.leave());
    await context.close();
  }
  return found;
}

function print(title, found) {
  console.log(`\n${title}; ${found.length} joins on ${cpus().length} cores, ms`);
  console.log(`  ${"".padEnd(54)}${"median".padStart(9)}${"worst".padStart(9)}`);
  line("click to first remote frame", found.map((marks) => marks["frame-first"]));
  for (const [name, [from, to]] of Object.entries(parts)) {
    line(name, found.filter((marks) => from in marks && to in marks).map((marks) => marks[to] - marks[from]));
  }
  console.log("  milliseconds after the click, medians:");
  for (const name of Object.keys(found[0]).sort((one, other) => found[0][one] - found[0][other])) {
    const times = found.filter((marks) => name in marks).map((marks) => marks[name]);
    console.log(`    ${name.padEnd(52)}${median(times).toFixed(0).padStart(9)}`);
  }
}

function line(name, times) {
  const cells = times.length === 0 ? ["-", "-"] : [median(times).toFixed(0), Math.max(...times).toFixed(0)];
  console.log(`  ${name.padEnd(54)}${cells.map((cell) => cell.padStart(9)).join("")}`);
}

function median(times) {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
