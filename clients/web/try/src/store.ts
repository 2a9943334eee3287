import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';

/** A value that components can watch. Replaced as a whole, so that "changed" is a comparison. */
export class Store<T> {
  private readonly watchers = new Set<() => void>();

  constructor(private value: T) {}

  get current(): T {
    return this.value;
  }

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const watcher of [...this.watchers]) watcher();
  }

  /** Changes some members of a record. */
  patch(change: Partial<T>): void {
    this.set({ ...this.value, ...change });
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }
}

/** Draws the component again when what `select` picks has changed. */
export function useStore<T, R>(store: Store<T>, select: (value: T) => R): R {
  const [, redraw] = useReducer((count: number, _: undefined) => count + 1, 0);
  const selected = select(store.current);
  const latest = useRef({ select, selected });
  latest.current = { select, selected };
  useLayoutEffect(() => {
    const look = () => {
      if (!Object.is(latest.current.select(store.current), latest.current.selected)) redraw(undefined);
    };
    look();
    return store.watch(look);
  }, [store]);
  return selected;
}
