import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** `--mode fake` puts invented people in the place of a server, to look at the page without one. */
export default defineConfig(({ mode }) => ({
  base: '/try/',
  resolve: {
    alias: {
      'parley-rtc-web': fileURLToPath(new URL(mode === 'fake' ? 'dev/fake.ts' : '../src/index.ts', import.meta.url)),
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { target: 'es2022', modulePreload: false, assetsInlineLimit: 0 },
  server: { port: 5180 },
}));
