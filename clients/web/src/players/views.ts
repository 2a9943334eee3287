/** From what an application names as a view to elements. */

import type { View } from '../api/configs.js';

export function resolveViews(view: View | undefined): HTMLElement[] {
  if (!view) return [];
  if (Array.isArray(view)) return view;
  if (typeof view !== 'string') return [view];
  const element = document.getElementById(view);
  return element ? [element] : [];
}
