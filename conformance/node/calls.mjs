// What the two programs share: one line of JSON in for each call, one line of JSON out for what came of it.
import { createInterface } from "node:readline";

/** Says which edition this is, then makes every call it reads, one after another. */
export async function serve(edition, send) {
  print({ edition });
  for await (const line of createInterface({ input: process.stdin })) {
    print(await outcome(send, JSON.parse(line)));
  }
}

async function outcome(send, call) {
  try {
    return { answer: await send(call) };
  } catch (failure) {
    const { code = "", message, requestId = "" } = failure;
    return { error: { exception: failure.constructor.name, code, message, requestId } };
  }
}

function print(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
