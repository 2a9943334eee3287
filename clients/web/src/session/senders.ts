import type { SendOptions, Source } from '../session.js';
import type { WirePublication } from './wire.js';

const BIG = 'h';
const SMALL = 'l';
/** More than that is a gamble before anything is known of the network, in kbit/s. */
const FASTEST_START = 2500;
/** Sound and repairs take their part of an estimate; without room for them the picture begins smaller. */
const START_MARGIN = 1.25;

interface Sending {
  transceiver: RTCRtpTransceiver;
  options: SendOptions;
}

/**
 * The sending sections of one peer connection. A source has one section for a single picture and another for two:
 * which it is cannot be changed once it is offered, so both are kept and one of them is inactive.
 */
export class Senders {
  private readonly sections = new Map<string, RTCRtpTransceiver>();
  private readonly sending = new Map<Source, Sending>();

  constructor(
    private readonly open: (
      source: Source,
      track: MediaStreamTrack | 'audio' | 'video',
      init: RTCRtpTransceiverInit,
    ) => RTCRtpTransceiver,
  ) {}

  /** Sends the source as the options say; true when that has to be offered. */
  async send(source: Source, options: SendOptions): Promise<boolean> {
    const before = this.sending.get(source);
    const key = `${source} ${options.small ? 'double' : 'single'}`;
    const present = this.sections.get(key);
    const init: RTCRtpTransceiverInit = { direction: 'sendonly', sendEncodings: encodings(options) };
    const transceiver = present ?? this.open(source, opening(options), init);
    this.sections.set(key, transceiver);
    this.sending.set(source, { transceiver, options });
    if (before && before.transceiver !== transceiver) {
      await rest(before.transceiver);
    }
    if (options.contentHint) {
      options.track.contentHint = options.contentHint;
    }
    const resting = transceiver.direction !== 'sendonly';
    transceiver.direction = 'sendonly';
    await transceiver.sender.replaceTrack(options.muted ? null : options.track);
    await configure(transceiver.sender, options);
    return (
      !present || resting || transceiver.currentDirection === null || !!before?.options.stereo !== !!options.stereo
    );
  }

  async replaceTrack(source: Source, track: MediaStreamTrack): Promise<void> {
    const sending = this.sending.get(source);
    if (!sending) {
      return;
    }
    const options = { ...sending.options, track };
    sending.options = options;
    if (options.contentHint) {
      track.contentHint = options.contentHint;
    }
    if (!options.muted) {
      await sending.transceiver.sender.replaceTrack(track);
      await configure(sending.transceiver.sender, options);
    }
  }

  /** Nothing is sent while a source is muted; its section stays. */
  async mute(source: Source, muted: boolean): Promise<void> {
    const sending = this.sending.get(source);
    if (sending) {
      sending.options = { ...sending.options, muted };
      await sending.transceiver.sender.replaceTrack(muted ? null : sending.options.track);
    }
  }

  /** The section stays for the next time; the change has to be offered. */
  async stop(source: Source): Promise<void> {
    const sending = this.sending.get(source);
    this.sending.delete(source);
    if (sending) {
      await rest(sending.transceiver);
    }
  }

  describe(): WirePublication[] {
    return [...this.sending].flatMap(([source, { transceiver, options }]) => {
      if (transceiver.mid === null) {
        return [];
      }
      const publication = { source, mid: transceiver.mid, muted: options.muted };
      return [options.small ? { ...publication, small: SMALL } : publication];
    });
  }

  /** The sections whose sound has two channels. */
  stereoMids(): Set<string> {
    const stereo = [...this.sending.values()].filter(({ options }) => options.stereo);
    return new Set(stereo.flatMap(({ transceiver: { mid } }) => (mid === null ? [] : [mid])));
  }

  /** What the pictures of each section begin with, in kbit/s. */
  startRates(): Map<string, number> {
    const pictures = [...this.sending.values()].filter(({ options }) => options.track.kind === 'video');
    return new Map(
      pictures.map(({ transceiver, options: { bitrate, small } }) => [
        transceiver.mid ?? '',
        Math.min(Math.round(bitrate * START_MARGIN) + (small?.bitrate ?? 0), FASTEST_START),
      ]),
    );
  }

  sender(source: Source): RTCRtpSender | undefined {
    return this.sending.get(source)?.transceiver.sender;
  }

  /** What a section and a layer in it stand for. */
  sourceOf(mid: string, rid?: string): { source: Source; layer: 'big' | 'small' } | undefined {
    for (const [source, { transceiver }] of this.sending) {
      if (transceiver.mid === mid) {
        return { source, layer: rid === SMALL ? 'small' : 'big' };
      }
    }
    return undefined;
  }
}

function opening(options: SendOptions): MediaStreamTrack | 'audio' | 'video' {
  return options.muted ? (options.track.kind as 'audio' | 'video') : options.track;
}

async function rest(transceiver: RTCRtpTransceiver): Promise<void> {
  transceiver.direction = 'inactive';
  await transceiver.sender.replaceTrack(null);
}

/** The smaller layer comes first: what bandwidth there is goes to the layers in their order. */
function encodings(options: SendOptions): RTCRtpEncodingParameters[] {
  const { small } = options;
  if (!small) {
    return [big(options)];
  }
  return [
    {
      rid: SMALL,
      maxBitrate: small.bitrate * 1000,
      maxFramerate: small.frameRate,
      scaleResolutionDownBy: reduction(options.track, small),
    },
    { rid: BIG, ...big(options), scaleResolutionDownBy: 1 },
  ];
}

function big({ bitrate, frameRate }: SendOptions): RTCRtpEncodingParameters {
  return { maxBitrate: bitrate * 1000, ...(frameRate ? { maxFramerate: frameRate } : {}) };
}

/** The small picture keeps the shape of the big one, whichever way the camera is held. */
function reduction(track: MediaStreamTrack, small: { width: number; height: number }): number {
  const { width, height } = track.getSettings();
  if (!width || !height) {
    return 4;
  }
  const long = Math.max(width, height) / Math.max(small.width, small.height);
  const short = Math.min(width, height) / Math.min(small.width, small.height);
  return Math.max(1, long, short);
}

async function configure(sender: RTCRtpSender, options: SendOptions): Promise<void> {
  const parameters = sender.getParameters();
  const wanted = encodings(options);
  for (const encoding of parameters.encodings ?? []) {
    Object.assign(encoding, wanted.find(({ rid }) => rid === encoding.rid) ?? wanted[0]);
  }
  if (options.track.kind === 'video') {
    parameters.degradationPreference = options.contentHint === 'detail' ? 'maintain-resolution' : 'maintain-framerate';
  }
  await sender.setParameters(parameters);
}
