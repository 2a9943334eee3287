/** Tells whether a face is in the picture. Not part of this client: `start` rejects with 5200, extraCode 5210. */

import { UnsupportedPlugin } from '../../plugin/plugin.js';

export interface UpdateFaceDetectionOptions {
  onFaceDetectionStateChanged?: (hasFace: boolean) => void;
  detectionInterval?: number;
  minConfidence?: number;
  missingTimeout?: number;
}

export interface FaceDetectionOptions extends UpdateFaceDetectionOptions {
  onFaceDetectionStateChanged: (hasFace: boolean) => void;
}

export class FaceDetection extends UnsupportedPlugin {
  static readonly Name: string = 'FaceDetection';

  start(_options: FaceDetectionOptions): Promise<never> {
    return this.refuse();
  }

  update(_options: UpdateFaceDetectionOptions): Promise<never> {
    return this.refuse();
  }

  async stop(): Promise<void> {}
}

export default FaceDetection;
