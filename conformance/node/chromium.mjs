import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The browser's program: PARLEY_CHROMIUM, or the first Chromium or Chrome on the PATH. */
export function program() {
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
