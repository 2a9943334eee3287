/** A track that only knows what it is. */
export class FakeTrack {
  enabled = true;
  contentHint = '';
  readonly id: string;
  private static count = 0;

  constructor(
    readonly kind: 'audio' | 'video',
    private readonly settings: MediaTrackSettings = {},
  ) {
    FakeTrack.count++;
    this.id = `track-${FakeTrack.count}`;
  }

  getSettings(): MediaTrackSettings {
    return this.settings;
  }
}

export function fakeTrack(kind: 'audio' | 'video', settings: MediaTrackSettings = {}): MediaStreamTrack {
  return new FakeTrack(kind, settings) as unknown as MediaStreamTrack;
}

export class FakeSender {
  track: MediaStreamTrack | null;
  parameters: RTCRtpSendParameters;

  constructor(track: MediaStreamTrack | null, sendEncodings: RTCRtpEncodingParameters[]) {
    this.track = track;
    this.parameters = {
      transactionId: '1',
      codecs: [],
      headerExtensions: [],
      rtcp: {},
      encodings: sendEncodings.map((encoding) => ({ ...encoding })),
    };
  }

  async replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    this.track = track;
  }

  getParameters(): RTCRtpSendParameters {
    return structuredClone(this.parameters);
  }

  async setParameters(parameters: RTCRtpSendParameters): Promise<void> {
    this.parameters = parameters;
  }
}

export class FakeTransceiver {
  mid: string | null = null;
  currentDirection: RTCRtpTransceiverDirection | null = null;
  preferences: RTCRtpCodec[] = [];
  readonly sender: FakeSender;
  readonly receiver: { track: MediaStreamTrack };

  constructor(
    readonly kind: 'audio' | 'video',
    track: MediaStreamTrack | null,
    public direction: RTCRtpTransceiverDirection,
    sendEncodings: RTCRtpEncodingParameters[],
  ) {
    this.sender = new FakeSender(track, sendEncodings);
    this.receiver = { track: fakeTrack(kind) };
  }

  setCodecPreferences(codecs: RTCRtpCodec[]): void {
    this.preferences = codecs;
  }
}

/** Follows the rules of offer and answer as far as the engine relies on them, and writes descriptions of few lines. */
export class FakePeerConnection {
  onconnectionstatechange: (() => void) | null = null;
  connectionState: RTCPeerConnectionState = 'new';
  iceConnectionState: RTCIceConnectionState = 'new';
  signalingState: RTCSignalingState = 'stable';
  localDescription: { type: string; sdp: string } | null = null;
  remoteDescription: { type: string; sdp: string } | null = null;
  statistics: object[] = [];
  iceGeneration = 0;
  closed = false;
  readonly transceivers: FakeTransceiver[] = [];
  private nextMid = 0;

  constructor(public configuration: RTCConfiguration & { encodedInsertableStreams?: boolean }) {}

  setConfiguration(configuration: RTCConfiguration): void {
    this.mustBeOpen();
    this.configuration = configuration;
  }

  addTransceiver(of: MediaStreamTrack | 'audio' | 'video', init: RTCRtpTransceiverInit = {}): FakeTransceiver {
    const kind = typeof of === 'string' ? of : (of.kind as 'audio' | 'video');
    const track = typeof of === 'string' ? null : of;
    const transceiver = new FakeTransceiver(kind, track, init.direction ?? 'sendrecv', init.sendEncodings ?? [{}]);
    this.transceivers.push(transceiver);
    return transceiver;
  }

  getTransceivers(): FakeTransceiver[] {
    return this.transceivers;
  }

  async createOffer({ iceRestart = false }: RTCOfferOptions = {}): Promise<{ type: string; sdp: string }> {
    this.mustBeOpen();
    if (iceRestart) {
      this.iceGeneration++;
    }
    const start = this.nextMid;
    const sections = this.transceivers.map((one, index) =>
      section(one, one.mid ?? String(start + this.newBefore(index))),
    );
    return { type: 'offer', sdp: [`v=0\r\na=ice-ufrag:${this.iceGeneration}\r\n`, ...sections].join('') };
  }

  async setLocalDescription(description: { type: string; sdp?: string }): Promise<void> {
    this.mustBeOpen();
    if (description.type === 'rollback') {
      this.signalingState = 'stable';
      return;
    }
    this.signalingState = 'have-local-offer';
    this.localDescription = { type: description.type, sdp: description.sdp ?? '' };
    for (const transceiver of this.transceivers) {
      if (transceiver.mid === null) {
        transceiver.mid = String(this.nextMid);
        this.nextMid++;
      }
    }
  }

  async setRemoteDescription(description: { type: string; sdp: string }): Promise<void> {
    this.mustBeOpen();
    if (this.signalingState !== 'have-local-offer') {
      throw new Error(`an answer in state ${this.signalingState}`);
    }
    this.signalingState = 'stable';
    this.remoteDescription = description;
    for (const transceiver of this.transceivers) {
      transceiver.currentDirection = transceiver.mid === null ? null : transceiver.direction;
    }
  }

  async getStats(): Promise<Map<string, object>> {
    return new Map(this.statistics.map((entry) => [(entry as { id: string }).id, entry]));
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.iceConnectionState = state === 'connecting' ? 'checking' : (state as RTCIceConnectionState);
    this.onconnectionstatechange?.();
  }

  close(): void {
    this.closed = true;
    this.connectionState = 'closed';
  }

  private newBefore(index: number): number {
    return this.transceivers.slice(0, index).filter(({ mid }) => mid === null).length;
  }

  private mustBeOpen(): void {
    if (this.closed) {
      throw new Error('the peer connection is closed');
    }
  }
}

function section({ kind, direction }: FakeTransceiver, mid: string): string {
  const codec = kind === 'audio' ? 'a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10' : 'a=rtpmap:96 H264/90000';
  return `m=${kind} 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:${mid}\r\na=${direction}\r\n${codec}\r\n`;
}
