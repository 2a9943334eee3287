/** What is added to descriptions; everything else of them stays as it is. */

/** Asks for two channels of sound in the sections chosen: without that Opus has one (RFC 7587 §6.1). */
export function withStereo(sdp: string, chosen: (section: string) => boolean): string {
  return eachSection(sdp, (section) => {
    const payloadType = /^a=rtpmap:(\d+) opus\/48000/im.exec(section)?.[1];
    return payloadType && chosen(section)
      ? withParameters(section, payloadType, { stereo: '1', 'sprop-stereo': '1' })
      : section;
  });
}

/**
 * Lets the pictures of some sections begin at their own rate, in kbit/s. Chromium begins at 300 kbit/s otherwise and
 * shrinks what does not fit, and takes many seconds to come back from that.
 */
export function withStartRates(sdp: string, rates: ReadonlyMap<string, number>): string {
  return eachSection(sdp, (section) => {
    const rate = rates.get(midOf(section));
    const payloadType = /^m=video \S+ \S+ (\d+)/.exec(section)?.[1];
    return rate && payloadType
      ? withParameters(section, payloadType, { 'x-google-start-bitrate': String(rate) })
      : section;
  });
}

export function receivesOnly(section: string): boolean {
  return /^a=recvonly/m.test(section);
}

export function oneOf(mids: ReadonlySet<string>): (section: string) => boolean {
  return (section) => mids.has(midOf(section));
}

function midOf(section: string): string {
  return /^a=mid:(\S+)/m.exec(section)?.[1] ?? '';
}

/** The description is cut before every `m=` line; the first part is that of the session. */
function eachSection(sdp: string, change: (section: string) => string): string {
  return sdp
    .split(/(?=^m=)/m)
    .map(change)
    .join('');
}

/** Sets format parameters of one payload type, beside those that are there. */
function withParameters(section: string, payloadType: string, parameters: Record<string, string>): string {
  const wanted = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const line = new RegExp(`^a=fmtp:${payloadType} (.*?)(\\r?)$`, 'm');
  if (!line.test(section)) {
    const description = new RegExp(`^a=rtpmap:${payloadType} .*?(\\r?)$`, 'm');
    return section.replace(description, (found, end) => `${found}\na=fmtp:${payloadType} ${wanted.join(';')}${end}`);
  }
  return section.replace(line, (_, present: string, end: string) => {
    const others = present.split(';').filter((one) => !(nameOf(one) in parameters));
    return `a=fmtp:${payloadType} ${[...others, ...wanted].join(';')}${end}`;
  });
}

function nameOf(parameter: string): string {
  return parameter.split('=')[0]?.trim() ?? '';
}
