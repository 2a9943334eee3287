// Two people meet on the page /try of a server: the first comes by the form, the second by the link for a guest. Prints
// one JSON object with what each saw and heard of, and ends. Usage: node try.mjs http://127.0.0.1:9000 ROOM
import { chromium } from "playwright-core";
import { program } from "./chromium.mjs";

const [server, room] = process.argv.slice(2);
const PATIENCE = 20_000;
const CAMERA_WIDTH = 1280;

const browser = await chromium.launch({
  executablePath: program(),
  chromiumSandbox: process.getuid?.() !== 0,
  args: [
    "--use-fake-device-for-media-stream=device-count=1,fps=15",
    "--use-fake-ui-for-media-stream",
    "--auto-select-desktop-capture-source=Entire screen",
    "--disable-gpu",
    "--disable-background-networking",
  ],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
context.setDefaultTimeout(PATIENCE);
const troubles = [];
context.on("weberror", (failure) => troubles.push(failure.error().stack));
context.on("console", (message) => {
  if (message.type() === "error") {
    troubles.push(message.text());
  }
});

try {
  process.stdout.write(`${JSON.stringify(await meet())}\n`);
} finally {
  await browser.close();
}

async function meet() {
  const host = await context.newPage();
  const answer = await host.goto(`${server}/try#room=${room}`);
  await host.getByLabel("Your name", { exact: true }).fill("Ann");
  await host.getByRole("button", { name: "Join", exact: true }).click();
  const [guest] = await Promise.all([
    context.waitForEvent("page"),
    host.getByRole("link", { name: "Guest in another tab" }).click(),
  ]);
  const seen = { policy: answer.headers()["content-security-policy"] };
  seen.byHost = await picture(host, "Guest", CAMERA_WIDTH);
  seen.byGuest = await picture(guest, "Ann", CAMERA_WIDTH);

  await guest.getByRole("button", { name: "Chat" }).click();
  await guest.getByLabel("Message", { exact: true }).fill("Grüße, <b>Ann</b>");
  await guest.keyboard.press("Enter");
  await host.getByRole("button", { name: "Chat, 1 new" }).click();
  seen.message = await host.locator(".message p").innerText();

  await host.getByRole("button", { name: "Mute the microphone" }).click();
  await tile(guest, "Ann").getByText(", silent").waitFor({ state: "attached" });
  await host.getByRole("button", { name: "Share a screen" }).click();
  seen.screen = await picture(guest, "Ann’s screen");
  await host.getByRole("button", { name: "Stop sharing the screen" }).click();
  await tile(guest, "Ann’s screen").waitFor({ state: "detached" });

  await guest.getByRole("button", { name: "People" }).click();
  await guest.waitForFunction(() => document.querySelectorAll(".usage tr:not(.none)").length > 1);
  seen.usage = await guest.locator(".usage tr:not(.none)").allInnerTexts();
  await guest.getByRole("button", { name: "Leave" }).click();
  await guest.getByRole("button", { name: "Join", exact: true }).waitFor();
  await host.getByText("Guest left").first().waitFor({ state: "attached" });
  await host.getByRole("button", { name: "Leave" }).click();
  await host.getByRole("button", { name: "Join", exact: true }).waitFor();
  return { ...seen, troubles };
}

function tile(page, name) {
  return page.locator(".tile", { has: page.getByText(name, { exact: true }) });
}

/**
 * The size of a picture, once it moves and is as wide as can be expected: a browser sends its small layer first. What
 * it is after a while counts when it never gets there.
 */
async function picture(page, name, width = 1) {
  const video = tile(page, name).locator("video");
  await video.waitFor({ state: "attached" });
  return await video.evaluate(
    (element, [enough, patience]) =>
      new Promise((resolve) => {
        const begun = performance.now();
        const look = () => {
          const moves = element.currentTime > 0.5 && element.videoWidth > 0;
          const waited = performance.now() - begun > patience;
          if (moves && (element.videoWidth >= enough || waited)) {
            resolve(`${element.videoWidth}x${element.videoHeight}`);
          } else {
            requestAnimationFrame(look);
          }
        };
        look();
      }),
    [width, PATIENCE],
  );
}
