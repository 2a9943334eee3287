import { useEffect, useRef } from 'preact/hooks';
import type { LocalMedia } from '../meeting/local-media.js';

/** The place of the own camera's picture; there is one at a time. */
export function OwnPicture({ media }: { media: LocalMedia }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const view = place.current;
    if (!view) return;
    media.showAt(view);
    return () => media.hideAt(view);
  }, [media]);
  return <div ref={place} class="picture" />;
}
