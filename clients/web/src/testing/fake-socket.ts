/** A WebSocket whose other end is the test. */
export class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly sent: Frame[] = [];
  closedWith: number | undefined;
  /** What the server does with a frame; without it frames are only kept. */
  serve: ((frame: Frame, socket: FakeSocket) => void) | undefined;

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {}

  send(text: string): void {
    const frame = JSON.parse(text) as Frame;
    this.sent.push(frame);
    this.serve?.(frame, this);
  }

  close(code = 1005): void {
    this.closedWith = code;
  }

  open(): void {
    this.onopen?.();
  }

  receive(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  drop(code = 1006): void {
    this.onclose?.({ code });
  }

  /** The frames sent of one type. */
  of(type: string): Frame[] {
    return this.sent.filter(({ t }) => t === type);
  }
}

export interface Frame {
  t: string;
  id?: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever it expects to be there
  [member: string]: any;
}
