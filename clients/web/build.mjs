// Writes dist/: the ES module with one file a plugin, the classic script with the global TRTC, and the types.

import { execFileSync } from 'node:child_process';
import { globSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { build } from 'vite';

const shared = { target: 'es2022', sourcemap: true, emptyOutDir: false, outDir: 'dist' };

/** `plugins/video-effect/beauty` and so on, each to be imported alone. */
function pluginEntries() {
  const files = globSync('src/plugins/{*,video-effect/*}.ts').filter((file) => !file.endsWith('.test.ts'));
  return Object.fromEntries(files.map((file) => [relative('src', file).replace(/\.ts$/, ''), file]));
}

rmSync('dist', { recursive: true, force: true });
await build({
  configFile: false,
  build: { ...shared, lib: { entry: { index: 'src/index.ts', ...pluginEntries() }, formats: ['es'] } },
});
await build({
  configFile: false,
  build: { ...shared, lib: { entry: 'src/global.ts', name: 'TRTC', formats: ['umd'], fileName: () => 'trtc.js' } },
});
execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
