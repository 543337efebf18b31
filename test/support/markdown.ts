import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './command.js';

/** What documents show as code: people copy it. */

export interface CodeBlock {
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** All that is written for people, but the pages that are made of declarations. */
export const documents: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`),
  'deploy/README.md',
];

export function readDocument(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

export function codeBlocks(markdown: string, ...languages: readonly string[]): readonly CodeBlock[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .map(({ index, 1: language = '', 2: text = '' }) => ({
      line: markdown.slice(0, index).split('\n').length,
      language,
      text,
    }))
    .filter(({ language }) => languages.includes(language));
}

/** Code within sentences, as it stands between single backquotes. */
export function codeSpans(markdown: string): readonly string[] {
  const prose = markdown.replaceAll(/^```.*?^```$/gms, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
}
