// Prints the models of tencentcloud-sdk-nodejs-intl-en: for each class its fields, as the class itself makes them, with
// the types that its comments name.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const file = require.resolve("tencentcloud-sdk-nodejs-intl-en/tencentcloud/trtc/v20190722/models.js");
const Models = require(file);

/** The types named in front of the assignments of a class's constructor. */
function commentedTypes(source) {
  const types = new Map();
  for (const [, type, field] of source.matchAll(/@type \{(.+?) \|\| null\}\s*\*\/\s*this\.(\w+) = null;/g)) {
    types.set(field, type);
  }
  return types;
}

const sources = new Map();
for (const [, name, source] of readFileSync(file, "utf8").matchAll(/\nclass (\w+) extends([^]*?)\n\}\n/g)) {
  sources.set(name, source);
}

const shapes = {};
for (const [name, Model] of Object.entries(Models)) {
  const types = commentedTypes(sources.get(name));
  shapes[name] = Object.fromEntries(Object.keys(new Model()).map((field) => [field, types.get(field) ?? "?"]));
}
process.stdout.write(`${JSON.stringify(shapes)}\n`);
