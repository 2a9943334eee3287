/** One AudioContext for the whole page: browsers allow only a few. */

let context: AudioContext | null = null;

export function sharedAudioContext(): AudioContext {
  if (!context || context.state === 'closed') {
    context = new AudioContext();
    wakeOnGesture(context);
  }
  if (context.state === 'suspended') void context.resume().catch(() => undefined);
  return context;
}

/** A context that was made before the first gesture is asleep until one comes. */
function wakeOnGesture(sleeping: AudioContext): void {
  const wake = () => {
    if (sleeping.state === 'suspended') void sleeping.resume().catch(() => undefined);
  };
  for (const gesture of ['click', 'touchend', 'keydown']) document.addEventListener(gesture, wake, true);
}
