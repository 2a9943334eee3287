import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import fixture from './fixtures/official-names.json' with { type: 'json' };

function wordsBetween(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, names = '']) => names.split(',').map((name) => name.trim()));
}

const sorted = (names: string[]) => [...new Set(names.filter(Boolean))].sort();

describe('the names of the official package', () => {
  it('are those of the version the fixture was taken from', () => {
    const types = readFileSync('node_modules/trtc-sdk-v5/index.d.ts', 'utf8');
    const single = wordsBetween(types, /^export (?:declare )?(?:const enum|enum|const|class|interface|type)\s+(\w+)/gm);
    const listed = wordsBetween(types, /^export \{([^}]*)\}/gm);
    expect(sorted([...single, ...listed])).toEqual(sorted(fixture.names));
  });

  it('are all exported here, or said not to be', () => {
    const exported = wordsBetween(readFileSync('test/official-names.ts', 'utf8'), /^export type \{([^}]*)\}/gm);
    expect(sorted([...exported, ...fixture.notSupported])).toEqual(sorted(fixture.names));
  });
});
