/** The loudspeaker that all players of the page use (`TRTC.setCurrentSpeaker`). */

interface SinkElement {
  setSinkId?(id: string): Promise<void>;
}

const elements = new Set<SinkElement>();
let current = '';

export function currentSpeaker(): string {
  return current;
}

/** The element follows the choice from now on, until `leaveSpeaker`. */
export function followSpeaker(element: SinkElement): void {
  elements.add(element);
  if (current) void element.setSinkId?.(current).catch(() => undefined);
}

export function leaveSpeaker(element: SinkElement): void {
  elements.delete(element);
}

export async function chooseSpeaker(id: string): Promise<void> {
  current = id;
  await Promise.all([...elements].map((element) => element.setSinkId?.(id)));
}
