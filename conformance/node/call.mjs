// What the two SDK scripts share: their input from the environment, their output as one line of JSON.

/** The call to make: everything comes from the environment, so that secrets stay out of process listings. */
export function call() {
  return {
    endpoint: needed("PARLEY_ENDPOINT"),
    region: process.env.PARLEY_REGION ?? "",
    secretId: needed("PARLEY_SECRET_ID"),
    secretKey: needed("PARLEY_SECRET_KEY"),
    action: needed("PARLEY_ACTION"),
    parameters: JSON.parse(needed("PARLEY_PARAMETERS")),
    signMethod: process.env.PARLEY_SIGN_METHOD,
    method: process.env.PARLEY_METHOD ?? "POST",
  };
}

/** Prints {answer} or {error: {code, message, requestId}}; both are a successful run of the script. */
export async function report(outcome) {
  let line;
  try {
    line = { answer: await outcome };
  } catch (failure) {
    line = { error: { code: failure.code ?? "", message: failure.message, requestId: failure.requestId ?? "" } };
  }
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Splits an endpoint address the way both SDKs want it: the scheme with its slashes, then host and port. */
export function schemeAndHost(endpoint) {
  const { protocol, host } = new URL(endpoint);
  return { protocol: `${protocol}//`, host };
}

/** A machine whose clock is wrong by this many seconds: the SDK then signs with a time of its own. */
export function shiftClock() {
  const shift = Number(process.env.PARLEY_CLOCK_SHIFT_SECONDS ?? 0) * 1000;
  if (shift === 0) {
    return;
  }
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...parts) {
      super(...(parts.length === 0 ? [RealDate.now() + shift] : parts));
    }

    static now() {
      return RealDate.now() + shift;
    }
  };
}

function needed(name) {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`the environment lacks ${name}`);
  }
  return value;
}
