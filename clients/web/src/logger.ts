/** Writes to the browser's console, from a level on. Nothing is uploaded. */

import { LOG_LEVEL } from './api/constants.js';

let threshold: LOG_LEVEL = LOG_LEVEL.INFO;

export function setThreshold(level: LOG_LEVEL): void {
  threshold = level;
}

export class Logger {
  constructor(private readonly prefix: string) {}

  debug(...words: unknown[]): void {
    if (threshold <= LOG_LEVEL.DEBUG) console.debug(this.prefix, ...words);
  }

  info(...words: unknown[]): void {
    if (threshold <= LOG_LEVEL.INFO) console.info(this.prefix, ...words);
  }

  warn(...words: unknown[]): void {
    if (threshold <= LOG_LEVEL.WARN) console.warn(this.prefix, ...words);
  }

  error(...words: unknown[]): void {
    if (threshold <= LOG_LEVEL.ERROR) console.error(this.prefix, ...words);
  }
}
