import type { Entry } from '../session.js';
import { codecsFor } from './codecs.js';
import type { EncodedFrames } from './encoded-frames.js';
import type { Environment, PeerConfiguration } from './environment.js';
import type { IceServers } from './ice-servers.js';
import { oneOf, receivesOnly, withStartRates, withStereo } from './sdp.js';
import { Senders } from './senders.js';
import { Slots } from './slots.js';
import type { WireAnswer, WireOffer } from './wire.js';

/**
 * One peer connection to the server: this side offers, the server answers. Offers and answers follow one another;
 * whoever calls sees to that.
 */
export class Peer {
  readonly connection: RTCPeerConnection;
  readonly senders: Senders;
  readonly slots: Slots;
  private readonly configuration: PeerConfiguration;
  private everConnected = false;
  private offeredServers: RTCIceServer[];

  /**
   * @param iceServers may change meanwhile; what they are counts whenever ICE begins
   * @param frames access to encoded frames, when it is wanted
   * @param stateChanged called whenever the connection's state may be another
   */
  constructor(
    environment: Environment,
    { iceTransportPolicy }: Pick<Entry, 'iceTransportPolicy'>,
    private readonly iceServers: IceServers,
    frames: EncodedFrames | undefined,
    stateChanged: () => void,
  ) {
    this.offeredServers = iceServers.current;
    this.configuration = {
      bundlePolicy: 'max-bundle',
      rtcpMuxPolicy: 'require',
      iceServers: iceServers.current,
      ...(iceTransportPolicy ? { iceTransportPolicy } : {}),
      ...(frames ? { encodedInsertableStreams: true } : {}),
    };
    const connection = environment.createPeerConnection(this.configuration);
    this.connection = connection;
    connection.onconnectionstatechange = () => {
      this.everConnected ||= connection.connectionState === 'connected';
      stateChanged();
    };
    this.senders = new Senders((source, track, init) => {
      const transceiver = connection.addTransceiver(track, init);
      const kind = source === 'audio' ? 'audio' : 'video';
      prefer(transceiver, codecsFor(kind, environment.senderCodecs(kind)));
      frames?.send(source, transceiver.sender);
      return transceiver;
    });
    this.slots = new Slots((kind) => {
      const transceiver = connection.addTransceiver(kind, { direction: 'recvonly' });
      prefer(transceiver, codecsFor(kind, environment.receiverCodecs(kind)));
      frames?.receive(transceiver.receiver, () => this.slots.occupant(transceiver.mid ?? ''));
      return transceiver;
    });
  }

  /** Whether media has ever flowed, or could have. */
  get wasConnected(): boolean {
    return this.everConnected;
  }

  get connected(): boolean {
    return this.connection.connectionState === 'connected';
  }

  /** The path is fine and yet the connection failed: DTLS ended, and a restart of ICE does not bring it back. */
  get beyondRestart(): boolean {
    const { connectionState, iceConnectionState } = this.connection;
    return connectionState === 'failed' && (iceConnectionState === 'connected' || iceConnectionState === 'completed');
  }

  /** There are servers to try, which were not known yet when ICE began. */
  get lacksServers(): boolean {
    return this.offeredServers.length === 0 && this.iceServers.current.length > 0;
  }

  /** Candidates are not waited for: the server learns this side's address from its checks. */
  async createOffer(iceRestart: boolean): Promise<WireOffer> {
    const { connection } = this;
    if (iceRestart) {
      this.useServers();
    }
    const { sdp } = await connection.createOffer({ iceRestart });
    await connection.setLocalDescription({ type: 'offer', sdp: withStereo(sdp ?? '', receivesOnly) });
    return {
      sdp: withStereo(connection.localDescription?.sdp ?? '', oneOf(this.senders.stereoMids())),
      publish: this.senders.describe(),
      receive: this.slots.describe(),
    };
  }

  /** Only when ICE begins anew, because other servers make a browser begin anew with the next offer. */
  private useServers(): void {
    const { current } = this.iceServers;
    if (current !== this.offeredServers) {
      this.offeredServers = current;
      this.connection.setConfiguration({ ...this.configuration, iceServers: current });
    }
  }

  async applyAnswer(answer: WireAnswer): Promise<void> {
    const stereo = withStereo(answer.sdp, oneOf(this.senders.stereoMids()));
    const sdp = withStartRates(stereo, this.senders.startRates());
    await this.connection.setRemoteDescription({ type: 'answer', sdp });
  }

  /** Takes an offer back that the server would not answer. */
  async withdrawOffer(): Promise<void> {
    if (this.connection.signalingState === 'have-local-offer') {
      await this.connection.setLocalDescription({ type: 'rollback' });
    }
  }

  close(): void {
    this.connection.onconnectionstatechange = null;
    this.connection.close();
  }
}

/** The offer then names only what is useful here, and stays small however many sections it has. */
function prefer(transceiver: RTCRtpTransceiver, codecs: RTCRtpCodec[]): void {
  if (codecs.length > 0 && 'setCodecPreferences' in transceiver) {
    transceiver.setCodecPreferences(codecs);
  }
}
