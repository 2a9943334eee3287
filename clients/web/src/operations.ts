/**
 * Calls that start, change and stop one thing (the room, the camera, one remote picture) run one after the other. What
 * waits and has become pointless is rejected with OPERATION_ABORT, by these rules:
 *
 * - a start is refused while another one runs or waits;
 * - changes are refused while a stop runs or waits; changes that wait are merged into one;
 * - a stop removes everything that waits, and two stops are one;
 * - a change that waits behind a start is rejected when the start fails.
 */

import { aborted } from './errors.js';

type Kind = 'start' | 'update' | 'stop';

interface Operation {
  kind: Kind;
  functionName: string;
  parameters: unknown;
  promise: Promise<unknown>;
  run: () => void;
  reject: (error: Error) => void;
}

type Merge = (earlier: unknown, later: unknown) => unknown;
type Action<P> = (parameters: P) => Promise<unknown>;

export class Operations {
  private started = false;
  private readonly queue: Operation[] = [];

  /** `interrupt` is called when a stop comes while a start is running, which then may reject at once. */
  constructor(private readonly interrupt?: (functionName: string) => void) {}

  start(functionName: string, action: () => Promise<void>): Promise<void> {
    const last = this.queue.at(-1);
    if (last ? last.kind !== 'stop' : this.started) return Promise.reject(aborted(functionName, 'already started'));
    return this.add('start', functionName, undefined, action);
  }

  update<P>(functionName: string, parameters: P, action: Action<P>, merge?: (a: P, b: P) => P): Promise<void> {
    const last = this.queue.at(-1);
    if (last?.kind === 'stop' || (!last && !this.started)) {
      return Promise.reject(aborted(functionName, 'not started'));
    }
    if (last?.kind === 'update' && last !== this.queue[0] && last.functionName === functionName) {
      last.parameters = ((merge ?? replace) as Merge)(last.parameters, parameters);
      return last.promise as Promise<void>;
    }
    return this.add('update', functionName, parameters, action as Action<unknown>);
  }

  stop(functionName: string, action: () => Promise<void>): Promise<void> {
    const last = this.queue.at(-1);
    if (last?.kind === 'stop') return last.promise as Promise<void>;
    for (const waiting of this.queue.splice(1)) waiting.reject(aborted(waiting.functionName, 'stopped meanwhile'));
    if (this.queue[0]?.kind === 'start') this.interrupt?.(functionName);
    return this.add('stop', functionName, undefined, action);
  }

  /** The thing has ended by itself; what waits is pointless. */
  ended(): void {
    this.started = false;
    for (const waiting of this.queue.splice(1)) waiting.reject(aborted(waiting.functionName, 'ended meanwhile'));
  }

  /** Started, and no stop is on its way. */
  get isStarted(): boolean {
    return this.started && !this.queue.some(({ kind }) => kind === 'stop');
  }

  /** Nothing is started, and nothing is on its way. */
  get isIdle(): boolean {
    return !this.started && this.queue.length === 0;
  }

  private add(kind: Kind, functionName: string, parameters: unknown, action: Action<unknown>): Promise<void> {
    const { promise, resolve, reject } = withResolvers();
    const operation: Operation = { kind, functionName, parameters, promise, reject, run };
    const queue = this.queue;
    const settle = (succeeded: boolean) => this.settle(operation, succeeded);
    function run() {
      action(operation.parameters).then(
        () => {
          settle(true);
          resolve(undefined);
        },
        (error) => {
          settle(false);
          reject(error);
        },
      );
    }
    queue.push(operation);
    if (queue.length === 1) run();
    return promise as Promise<void>;
  }

  private settle(operation: Operation, succeeded: boolean): void {
    if (operation.kind === 'stop') this.started = false;
    else if (operation.kind === 'start' && succeeded) this.started = true;
    this.queue.shift();
    if (operation.kind === 'start' && !succeeded && this.queue[0]?.kind === 'update') {
      this.queue.shift()?.reject(aborted(operation.functionName, 'it could not be started'));
    }
    this.queue[0]?.run();
  }
}

function replace(_earlier: unknown, later: unknown): unknown {
  return later;
}

function withResolvers() {
  let resolve!: (value: unknown) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<unknown>((resolved, rejected) => {
    resolve = resolved;
    reject = rejected;
  });
  return { promise, resolve, reject };
}

/** Members of the later one count; options are merged one level down. */
export function mergeConfigs<C extends { option?: object }>(earlier: C, later: C): C {
  const option = earlier.option || later.option ? { option: { ...earlier.option, ...later.option } } : {};
  return { ...earlier, ...later, ...option };
}
