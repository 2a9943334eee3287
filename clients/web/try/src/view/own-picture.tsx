import { useEffect, useRef } from 'preact/hooks';
import type { LocalMedia } from '../meeting/local-media.js';

/** The place of the own camera's picture; there is one at a time. */
export function OwnPicture({ media }: { media: LocalMedia }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    media.showAt(place.current);
    return () => media.showAt(null);
  }, [media]);
  return <div ref={place} class="picture" />;
}
