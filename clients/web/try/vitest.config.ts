import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { 'parley-rtc-web': new URL('../src/index.ts', import.meta.url).pathname } },
  test: { include: ['test/**/*.test.ts'], environment: 'happy-dom' },
});
