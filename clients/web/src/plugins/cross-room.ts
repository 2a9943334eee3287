/** Links two rooms. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import { UnsupportedPlugin } from '../plugin/plugin.js';

export interface StartCrossRoomOption {
  roomId?: number;
  strRoomId?: string;
  userId?: string;
}

export interface UpdateCrossRoomOptionItem extends StartCrossRoomOption {
  muteAudio: boolean;
  muteVideo: boolean;
  muteSubStream: boolean;
}

export interface UpdateCrossRoomOption {
  updateList: UpdateCrossRoomOptionItem[];
}

export interface StopCrossRoomOption {
  roomId?: number;
  strRoomId?: string;
}

export class CrossRoom extends UnsupportedPlugin {
  static readonly Name: string = 'CrossRoom';

  start(_options: StartCrossRoomOption): Promise<never> {
    return this.refuse();
  }

  update(_options: UpdateCrossRoomOption): Promise<never> {
    return this.refuse();
  }

  async stop(_options?: StopCrossRoomOption): Promise<void> {}
}

export default CrossRoom;
