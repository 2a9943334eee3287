/**
 * Asks for two channels of sound in the sections that are chosen: Opus is stereo only when the format parameters say
 * so (RFC 7587 §6.1). Everything else of the description stays as it is.
 */
export function withStereo(sdp: string, chosen: (section: string) => boolean): string {
  return sections(sdp)
    .map((section) => (chosen(section) ? stereo(section) : section))
    .join('');
}

export function receivesOnly(section: string): boolean {
  return /^a=recvonly/m.test(section);
}

export function oneOf(mids: ReadonlySet<string>): (section: string) => boolean {
  return (section) => mids.has(/^a=mid:(\S+)/m.exec(section)?.[1] ?? '');
}

/** The description cut before every `m=` line; the first part is that of the session. */
function sections(sdp: string): string[] {
  return sdp.split(/(?=^m=)/m);
}

function stereo(section: string): string {
  const payloadType = /^a=rtpmap:(\d+) opus\/48000/im.exec(section)?.[1];
  if (!payloadType) {
    return section;
  }
  const parameters = new RegExp(`^(a=fmtp:${payloadType} )(.*?)(\\r?)$`, 'm');
  if (!parameters.test(section)) {
    return section.replace(/^(a=rtpmap:\d+ opus.*?)(\r?)$/im, `$1$2\na=fmtp:${payloadType} stereo=1;sprop-stereo=1$2`);
  }
  return section.replace(parameters, (_, start: string, present: string, end: string) => {
    const others = present.split(';').filter((parameter) => !/^(sprop-)?stereo=/.test(parameter.trim()));
    return `${start}${[...others, 'stereo=1', 'sprop-stereo=1'].join(';')}${end}`;
  });
}
