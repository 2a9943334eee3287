/** Pictures that are drawn before they are sent: turned and mirrored ones, and a still in place of the camera. */

export interface DrawnTrack {
  readonly track: MediaStreamTrack;
  stop(): void;
}

/** One such track, drawn anew only when what it is made of has changed. */
export class Drawing {
  private drawn: DrawnTrack | null = null;
  private ingredients: readonly unknown[] = [];

  get track(): MediaStreamTrack | undefined {
    return this.drawn?.track;
  }

  /** Null for none. */
  async use(ingredients: readonly unknown[] | null, draw: () => Promise<DrawnTrack>): Promise<void> {
    const same = ingredients?.every((one, index) => one === this.ingredients[index]);
    if (same && this.drawn) return;
    this.stop();
    if (!ingredients) return;
    this.drawn = await draw();
    this.ingredients = ingredients;
  }

  stop(): void {
    this.drawn?.stop();
    this.drawn = null;
    this.ingredients = [];
  }
}

export interface Turning {
  mirror: boolean;
  rotation: 0 | 90 | 180 | 270;
}

/** Draws every frame of the source anew; stopping leaves the source as it is. */
export async function turnedTrack(source: MediaStreamTrack, turning: Turning, frameRate: number): Promise<DrawnTrack> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([source]);
  await video.play();
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const draw = () => drawTurned(video, canvas, context, turning);
  draw();
  const timer = setInterval(draw, 1000 / frameRate);
  const track = videoTrackOf(canvas, frameRate);
  return {
    track,
    stop: () => {
      clearInterval(timer);
      track.stop();
      video.srcObject = null;
    },
  };
}

function drawTurned(
  video: HTMLVideoElement,
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  { mirror, rotation }: Turning,
): void {
  const { videoWidth: width, videoHeight: height } = video;
  if (!width || !height) return;
  const lying = rotation === 90 || rotation === 270;
  const [outerWidth, outerHeight] = lying ? [height, width] : [width, height];
  if (canvas.width !== outerWidth) canvas.width = outerWidth;
  if (canvas.height !== outerHeight) canvas.height = outerHeight;
  context.setTransform(mirror ? -1 : 1, 0, 0, 1, outerWidth / 2, outerHeight / 2);
  context.rotate((rotation * Math.PI) / 180);
  context.drawImage(video, -width / 2, -height / 2, width, height);
}

/** The picture fills the frame as far as it can; the rest is black. */
export async function stillTrack(address: string, width: number, height: number): Promise<DrawnTrack> {
  const image = await loadImage(address);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const draw = () => drawContained(context, image, width, height);
  draw();
  const track = videoTrackOf(canvas, 5);
  const timer = setInterval(draw, 500);
  return {
    track,
    stop: () => {
      clearInterval(timer);
      track.stop();
    },
  };
}

function drawContained(context: CanvasRenderingContext2D, image: HTMLImageElement, width: number, height: number) {
  const scale = Math.min(width / image.naturalWidth, height / image.naturalHeight);
  const [shownWidth, shownHeight] = [image.naturalWidth * scale, image.naturalHeight * scale];
  context.fillStyle = '#000';
  context.fillRect(0, 0, width, height);
  context.drawImage(image, (width - shownWidth) / 2, (height - shownHeight) / 2, shownWidth, shownHeight);
}

function videoTrackOf(canvas: HTMLCanvasElement, frameRate: number): MediaStreamTrack {
  const [track] = canvas.captureStream(frameRate).getVideoTracks();
  if (!track) throw new Error('the browser gave no track for a canvas');
  return track;
}

function loadImage(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.crossOrigin = 'anonymous';
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error(`the picture ${address} could not be loaded`));
    image.src = address;
  });
}
