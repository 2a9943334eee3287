/** Encrypts frames end to end. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import { UnsupportedPlugin } from '../plugin/plugin.js';

export type Algorithm = 'AES-GCM' | 'AES-128-GCM' | 'AES-256-GCM' | 'SM4';
export type Cryptor = (data: Uint8Array) => Uint8Array;

export interface EncryptionOptions {
  customCryptors?: { encryptor: Cryptor; decryptor: Cryptor };
  builtinOptions?: { algorithm: Algorithm; secretKey: Uint8Array; salt?: Uint8Array };
  mode: 'webrtc' | 'udt3';
  audio: boolean;
  video: boolean;
}

export class CustomEncryption extends UnsupportedPlugin {
  static readonly Name: string = 'CustomEncryption';

  start(_options: EncryptionOptions): Promise<never> {
    return this.refuse();
  }

  update(_options: EncryptionOptions): Promise<never> {
    return this.refuse();
  }

  async stop(_options?: EncryptionOptions): Promise<void> {}
}

export default CustomEncryption;
