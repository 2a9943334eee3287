/** How many columns, and how large the tiles of a stage are, in pixels. */
export interface Arrangement {
  columns: number;
  width: number;
  height: number;
}

const WIDEST = 16 / 9;
const NARROWEST = 4 / 3;
/** On an upright screen, where faces matter more than what is beside them. */
const NARROWEST_UPRIGHT = 0.7;
const LEAST_WIDTH = 128;

/**
 * The columns in which `count` tiles are largest. Too many tiles for the space get the least width, and
 * scroll.
 */
export function arrange(count: number, width: number, height: number, gap: number): Arrangement {
  const narrowest = height > width ? NARROWEST_UPRIGHT : NARROWEST;
  let best: Arrangement = { columns: 1, width: 0, height: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(count / columns);
    const tile = fit((width - gap * (columns - 1)) / columns, (height - gap * (rows - 1)) / rows, narrowest);
    if (tile.width * tile.height > best.width * best.height) best = { columns, ...tile };
  }
  return best.width >= Math.min(LEAST_WIDTH, width) ? best : scrolling(width, gap);
}

function fit(width: number, height: number, narrowest: number): { width: number; height: number } {
  if (width <= 0 || height <= 0) return { width: 0, height: 0 };
  const ratio = Math.min(WIDEST, Math.max(narrowest, width / height));
  const fitted = Math.min(width, height * ratio);
  return { width: Math.floor(fitted), height: Math.floor(fitted / ratio) };
}

function scrolling(width: number, gap: number): Arrangement {
  const columns = Math.max(1, Math.floor((width + gap) / (LEAST_WIDTH + gap)));
  const tile = Math.floor((width - gap * (columns - 1)) / columns);
  return { columns, width: tile, height: Math.floor((tile * 3) / 4) };
}
