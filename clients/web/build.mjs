// Writes dist/: the ES module with one file a plugin, the classic script with the global TRTC, and the types.

import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'vite';

const shared = { target: 'es2022', sourcemap: true, emptyOutDir: false, outDir: 'dist' };

/** `plugins/video-effect/beauty` and so on, each to be imported alone. */
function pluginEntries() {
  const folders = ['plugins', 'plugins/video-effect'];
  const names = folders.flatMap((folder) => readdirSync(`src/${folder}`).map((file) => `${folder}/${file}`));
  const entries = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return Object.fromEntries(entries.map((name) => [name.replace(/\.ts$/, ''), `src/${name}`]));
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
