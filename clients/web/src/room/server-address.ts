/** Where the server is (spec/16 §4): what the entry says, else what `TRTC.setServer` said, else the page's origin. */

import type { EnterRoomConfig, TurnServerOptions } from '../api/configs.js';
import { ErrorCode } from '../api/constants.js';
import { RtcError } from '../errors.js';

const path = '/v1/signalling';
let packageWide: string | undefined;

export function setServer(url: string): void {
  signallingAddress(url, 'setServer');
  packageWide = url;
}

export function serverOf({ proxy }: Pick<EnterRoomConfig, 'proxy'>): string {
  const fromProxy = typeof proxy === 'string' ? proxy : proxy?.unifiedProxy || proxy?.websocketProxy;
  return signallingAddress(fromProxy || packageWide || globalThis.location?.origin || '', 'enterRoom');
}

/** `https://host`, `wss://host`, `host:port` and addresses with a path are all taken. */
export function signallingAddress(given: string, functionName: string): string {
  const withScheme = /^[a-z]+:\/\//i.test(given) ? given : `wss://${given}`;
  const address = withScheme.replace(/^http/i, 'ws');
  if (!/^wss?:\/\//i.test(address) || !URL.canParse(address)) {
    throw new RtcError({
      code: ErrorCode.INVALID_PARAMETER,
      functionName,
      message: `'${given}' is not the address of a server; call TRTC.setServer('https://...') first`,
    });
  }
  const url = new URL(address);
  if (!url.pathname.endsWith(path)) url.pathname = url.pathname.replace(/\/$/, '') + path;
  return url.href;
}

/** TURN servers of the application take the place of the server's own. */
export function iceOf({ proxy }: Pick<EnterRoomConfig, 'proxy'>): {
  iceServers?: RTCIceServer[];
  iceTransportPolicy?: RTCIceTransportPolicy;
} {
  if (typeof proxy !== 'object' || proxy === null) return {};
  const { turnServer, iceTransportPolicy } = proxy;
  return {
    ...(turnServer ? { iceServers: [turnServer].flat().map(iceServer) } : {}),
    ...(iceTransportPolicy ? { iceTransportPolicy } : {}),
  };
}

function iceServer({ url, username, credential }: TurnServerOptions): RTCIceServer {
  const urls = /^(turns?|stuns?):/.test(url) ? url : `turn:${url}`;
  return { urls, ...(username === undefined ? {} : { username }), ...(credential === undefined ? {} : { credential }) };
}
