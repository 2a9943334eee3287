/**
 * Being in a room: entering, leaving, roles. Everything that happens there is handed to those who live with the room;
 * what happens before `enterRoom` is through waits until it is.
 */

import type { EnterRoomConfig, SwitchRoleOption, SwitchRoomConfig } from '../api/configs.js';
import type { UserRole } from '../api/constants.js';
import { aborted, ExtraCode, invalidOperation, invalidParameter } from '../errors.js';
import { Operations } from '../operations.js';
import { enterRoomRule, roleRule, switchRoomRule } from '../rules/configs.js';
import { check } from '../rules/rule.js';
import type { Entry, RoomSession, SessionEvents, SessionFactory } from '../session.js';
import { iceOf, serverOf } from './server-address.js';

/** Those who live with the room. */
export interface Housemates {
  entered(session: RoomSession, config: EnterRoomConfig): void;
  left(): void;
  /** The role has been switched; what was published is no longer when it is audience. */
  roleSwitched(session: RoomSession): Promise<void>;
}

export class Room {
  private readonly operations = new Operations((functionName) => this.interrupt(functionName));
  private current: RoomSession | null = null;
  private config: EnterRoomConfig | null = null;
  private entering: AbortController | null = null;
  private visit = 0;

  constructor(
    private readonly factory: SessionFactory,
    private readonly events: SessionEvents,
    private readonly housemates: Housemates,
    private readonly enableSei: boolean,
  ) {}

  get session(): RoomSession | null {
    return this.current;
  }

  /** @throws RtcError INVALID_OPERATION 5101 when no room is entered */
  need(functionName: string): RoomSession {
    if (this.current) return this.current;
    throw invalidOperation(ExtraCode.NOT_IN_ROOM, functionName, 'no room is entered');
  }

  async enter(config: EnterRoomConfig): Promise<void> {
    const name = 'enterRoom';
    check(config, enterRoomRule, 'config', name);
    if (this.operations.isStarted) throw invalidOperation(ExtraCode.REPEATED_CALL, name, 'a room is entered already');
    await this.operations.start(name, () => this.begin({ ...config }));
  }

  async exit(): Promise<void> {
    await this.operations.stop('exitRoom', () => this.end());
  }

  async switchRole(role: UserRole, option: SwitchRoleOption = {}): Promise<void> {
    const name = 'switchRole';
    check(role, roleRule, 'role', name);
    if (this.operations.isIdle) this.need(name);
    await this.operations.update(name, { role, option }, ({ role: wanted, option: how }) => this.change(wanted, how));
  }

  async switchRoom(target: SwitchRoomConfig): Promise<void> {
    const name = 'switchRoom';
    check(target, switchRoomRule, 'config', name);
    this.need(name);
    const config = this.config as EnterRoomConfig;
    checkTarget(config, target);
    await this.exit();
    const { roomId, strRoomId, ...rest } = config;
    const id = target.roomId ? { roomId: target.roomId } : { strRoomId: target.strRoomId };
    await this.enter({ ...rest, ...id, userSig: target.userSig, ...ticketOf(target) });
  }

  /** The room has ended by itself: kicked, or lost for good. */
  ended(): void {
    if (!this.current) return;
    this.operations.ended();
    this.forget();
  }

  private interrupt(functionName: string): void {
    this.entering?.abort(aborted('enterRoom', `${functionName}() was called meanwhile`));
  }

  private async begin(config: EnterRoomConfig): Promise<void> {
    const controller = new AbortController();
    this.entering = controller;
    const gate = this.openGate();
    try {
      const session = await this.factory.enter(entryOf(config), gate.events, this.enableSei, controller.signal);
      if (controller.signal.aborted) {
        await session.exit().catch(() => undefined);
        throw controller.signal.reason;
      }
      this.current = session;
      this.config = config;
      this.housemates.entered(session, config);
    } catch (error) {
      this.forget();
      throw error;
    } finally {
      this.entering = null;
    }
    // The caller's `await enterRoom()` comes first, so that a page is ready for who is there.
    setTimeout(() => gate.open(), 0);
  }

  private async end(): Promise<void> {
    const session = this.current;
    this.forget();
    await session?.exit();
  }

  private forget(): void {
    this.visit++;
    this.current = null;
    this.config = null;
    this.housemates.left();
  }

  private async change(role: UserRole, option: SwitchRoleOption): Promise<void> {
    const session = this.need('switchRole');
    if (session.scene === 'rtc') throw invalidOperation(undefined, 'switchRole', 'everybody is an anchor in a call');
    if (session.role === role) {
      if (option.privateMapKey) await session.renewPrivateMapKey(option.privateMapKey);
      return;
    }
    await session.switchRole(role, option.privateMapKey);
    await this.housemates.roleSwitched(session);
  }

  /** Events of one visit: kept until it has begun, dropped when it is over. */
  private openGate(): { events: SessionEvents; open: () => void } {
    const visit = ++this.visit;
    const waiting: (() => void)[] = [];
    let opened = false;
    const pass = (name: keyof SessionEvents, values: unknown[]) => {
      const tell = () => {
        if (visit === this.visit) (this.events[name] as (...all: unknown[]) => void)(...values);
      };
      if (opened || name === 'connectionState') tell();
      else waiting.push(tell);
    };
    const names = Object.keys(this.events) as (keyof SessionEvents)[];
    const entries = names.map((name) => [name, (...values: unknown[]) => pass(name, values)]);
    const open = () => {
      opened = true;
      for (const tell of waiting.splice(0)) tell();
    };
    return { events: Object.fromEntries(entries) as SessionEvents, open };
  }
}

function entryOf(config: EnterRoomConfig): Entry {
  const { sdkAppId, userId, userSig, roomId, strRoomId, privateMapKey } = config;
  return {
    url: serverOf(config),
    sdkAppId,
    userId,
    userSig,
    ...(roomId ? { roomId } : { strRoomId }),
    scene: config.scene ?? 'rtc',
    role: config.scene === 'live' ? (config.role ?? 'anchor') : 'anchor',
    ...(privateMapKey ? { privateMapKey } : {}),
    ...iceOf(config),
  };
}

function ticketOf({ privateMapKey }: SwitchRoomConfig): { privateMapKey?: string } {
  return privateMapKey ? { privateMapKey } : {};
}

/** @throws RtcError 5019 for a room of the other kind, 5020 for the same one */
function checkTarget(config: EnterRoomConfig, target: SwitchRoomConfig): void {
  const inNumber = Boolean(config.roomId);
  if (inNumber !== Boolean(target.roomId)) {
    throw invalidParameter(ExtraCode.OTHER_KIND_OF_ROOM, 'switchRoom', 'the other room is named in the other way');
  }
  if (inNumber ? config.roomId === target.roomId : config.strRoomId === target.strRoomId) {
    throw invalidParameter(ExtraCode.SAME_ROOM, 'switchRoom', 'this room is entered already');
  }
}
