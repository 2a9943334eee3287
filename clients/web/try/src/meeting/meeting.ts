import TRTC from 'parley-rtc-web';
import type { Invitation, Role } from '../link.js';
import { newState, outside, type State, type Stay } from '../state.js';
import { Store } from '../store.js';
import { type Problem, roomProblemOf } from '../words.js';
import { Chat } from './chat.js';
import { LocalMedia } from './local-media.js';
import { Notices } from './notices.js';
import { Pictures } from './pictures.js';
import { followRoom } from './room-events.js';
import { fetchTicket, NoTicketError, type Ticket } from './tickets.js';

const USAGE_MS = 1_000;
const VOLUME_MS = 250;

/** What is needed to enter, as the entrance has collected it. */
export interface Wish {
  room: string;
  numbered: boolean;
  scene: 'rtc' | 'live';
  role: Role;
  userId: string;
  name: string;
  /** Made elsewhere; without it the server is asked for one. */
  ticket: Ticket | null;
  microphone: boolean;
  camera: boolean;
}

/** One page's part in one room at a time: the client and what the page shows of it. */
export class Meeting {
  readonly state: Store<State> = newState();
  /** 0..100 by user id, `''` for one's own. */
  readonly volumes = new Store<ReadonlyMap<string, number>>(new Map());
  readonly notices = new Notices(this.state);
  private readonly trtc = TRTC.create({ enableAutoPlayDialog: false });
  readonly pictures = new Pictures(this.trtc, (error) => console.warn('a picture cannot be shown', error));
  readonly media = new LocalMedia(this.trtc, this.state, this.notices);
  readonly chat = new Chat(this.trtc, this.state, this.notices);
  private usageTimer = 0;
  private attempt = 0;
  private readonly blockedSound: (() => Promise<void>)[] = [];

  constructor() {
    const { trtc, state, volumes, notices, pictures, media, chat } = this;
    followRoom({ trtc, state, volumes, notices, pictures, media, chat, ended: (why) => this.end(why) });
    this.trtc.on(TRTC.EVENT.AUTOPLAY_FAILED, ({ resume }) => this.blockedSound.push(resume));
  }

  /** Nothing was entered yet: an invitation to enter at once counts once. */
  get isFresh(): boolean {
    return this.attempt === 0;
  }

  /** @throws NoTicketError when the server gives none, so that the entrance can ask for one */
  async join(wish: Wish): Promise<void> {
    const attempt = ++this.attempt;
    this.state.patch({ phase: 'joining', farewell: null });
    try {
      const ticket = wish.ticket ?? (await fetchTicket(wish.userId, wish.room, wish.numbered));
      if (attempt !== this.attempt) return;
      await this.enter(wish, ticket);
    } catch (error) {
      if (attempt !== this.attempt) return;
      if (error instanceof NoTicketError) {
        this.state.patch({ phase: 'entrance' });
        throw error;
      }
      this.state.patch({ phase: 'entrance', farewell: roomProblemOf(error) });
      return;
    }
    this.trtc.enableAudioVolumeEvaluation(VOLUME_MS);
    this.usageTimer = window.setInterval(() => void this.askUsage(), USAGE_MS);
    if (this.state.current.role === 'anchor') {
      await Promise.all([this.media.setMicrophone(wish.microphone), this.media.setCamera(wish.camera)]);
    }
  }

  private async enter(wish: Wish, ticket: Ticket): Promise<void> {
    const { room, numbered, scene, userId, name } = wish;
    const role = scene === 'live' ? wish.role : 'anchor';
    if (role === 'audience') await this.media.closeAll();
    await this.trtc.enterRoom({
      ...ticket,
      ...(numbered ? { roomId: Number(room) } : { strRoomId: room }),
      userId,
      scene,
      role,
      autoReceiveVideo: false,
      enableAutoPlayDialog: false,
    });
    const stay: Stay = {
      room,
      numbered,
      scene,
      userId,
      name,
      sdkAppId: ticket.sdkAppId,
      ticketFromServer: !wish.ticket,
    };
    // People who were there already may have been announced by now.
    this.state.patch({ phase: 'inside', stay, role, connection: 'there' });
    this.notices.announce(`You are in ${room}.`);
  }

  /** Gives up entering; the server may not answer for a long time. */
  cancel(): void {
    this.attempt++;
    void this.trtc.exitRoom().catch(() => undefined);
    this.state.patch({ phase: 'entrance' });
  }

  async leave(): Promise<void> {
    this.tidyUp();
    await Promise.all([this.trtc.exitRoom().catch(() => undefined), this.media.closeAll()]);
    this.state.patch(outside());
  }

  private end(why: Problem): void {
    if (this.state.current.phase !== 'inside') return;
    this.tidyUp();
    void this.trtc.exitRoom().catch(() => undefined);
    void this.media.closeAll();
    this.state.patch({ ...outside(), phase: 'ended', stay: this.state.current.stay, farewell: why });
  }

  private tidyUp(): void {
    window.clearInterval(this.usageTimer);
    this.trtc.enableAudioVolumeEvaluation(0);
    this.pictures.forgetAll();
    this.blockedSound.length = 0;
    this.volumes.set(new Map());
  }

  async switchRole(role: Role): Promise<void> {
    const { stay, roleChanging } = this.state.current;
    if (!stay || roleChanging) return;
    this.state.patch({ roleChanging: true });
    try {
      if (role === 'audience') await this.media.closeAll();
      await this.trtc.switchRole(role);
      this.state.patch({ role });
      this.notices.say(role === 'anchor' ? 'You are on stage' : 'You are in the audience');
    } catch (error) {
      this.notices.warn({ title: 'The role was not changed', text: roomProblemOf(error).text });
    } finally {
      this.state.patch({ roleChanging: false });
    }
  }

  /** After a click, as browsers want it. */
  async allowSound(): Promise<void> {
    this.state.patch({ soundBlocked: false });
    await Promise.allSettled(this.blockedSound.splice(0).map((resume) => resume()));
  }

  private async askUsage(): Promise<void> {
    try {
      this.state.patch({ usage: await this.trtc.callExperimentalAPI('getUsage') });
    } catch {
      // The connection is away; the figures stand still until it is back.
    }
  }

  /** For somebody else, or for oneself in another tab. */
  invitation(change: Invitation = {}): Invitation {
    const { stay } = this.state.current;
    if (!stay) return change;
    const { room, numbered, scene, sdkAppId, ticketFromServer } = stay;
    const role = scene === 'live' ? 'audience' : undefined;
    const elsewhere = ticketFromServer ? {} : { sdkAppId };
    return { room, numbered: numbered || undefined, scene, role, ...elsewhere, ...change };
  }
}
