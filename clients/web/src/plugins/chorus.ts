/** Sings together. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import { UnsupportedPlugin } from '../plugin/plugin.js';

export interface StartChorusOption {
  useOriginalSong?: boolean;
}

export interface UpdateChorusOption {
  useOriginalSong?: boolean;
  bgmAction?: 'pause' | 'resume';
}

export class Chorus extends UnsupportedPlugin {
  static readonly Name: string = 'Chorus';

  start(_options: StartChorusOption): Promise<never> {
    return this.refuse();
  }

  update(_options: UpdateChorusOption): Promise<never> {
    return this.refuse();
  }

  async stop(_options?: unknown): Promise<void> {}
}

export default Chorus;
