import { loadConfigSchema } from '../config/spec.js';
import type { JsonObject, JsonValue } from '../json.js';
import { isJsonObject } from '../json.js';

/** The names are Meltano Hub's (https://hub.meltano.com/singer/docs, 2026-11). */
const capabilities = [
  'catalog',
  'state',
  'discover',
  'about',
  'test',
  'activate-version',
  'structured-logging',
] as const;

const description =
  'Reads a whole Zoom account: users, meetings, webinars, reports, recordings, chat and more.';

export interface About {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly capabilities: readonly string[];
  /** JSON Schema of the configuration. */
  readonly settings: JsonObject;
}

export function about(version: string): About {
  return { name: 'tap-zoom', description, version, capabilities, settings: loadConfigSchema() };
}

const forms = { text: aboutText, json: aboutJson, markdown: aboutMarkdown } as const;

export function formatAbout(tap: About, form: keyof typeof forms): string {
  return forms[form](tap);
}

function aboutJson(tap: About): string {
  return JSON.stringify(tap, null, 2);
}

function aboutText(tap: About): string {
  const settings = settingRows(tap.settings).map(({ name, required, fallback, text }) => {
    const remark = required ? ' (required)' : fallback === '' ? '' : ` (default: ${fallback})`;
    return `  ${name}${remark}: ${text}`;
  });
  return [
    `Name: ${tap.name}`,
    `Description: ${tap.description}`,
    `Version: ${tap.version}`,
    `Capabilities: ${tap.capabilities.join(', ')}`,
    'Settings:',
    ...settings,
  ].join('\n');
}

function aboutMarkdown(tap: About): string {
  const rows = settingRows(tap.settings).map(({ name, required, fallback, text }) => {
    const cells = [name, required ? 'yes' : 'no', fallback === '' ? '' : `\`${fallback}\``, text];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  });
  return [
    `# ${tap.name}`,
    '',
    tap.description,
    '',
    `Version ${tap.version}. Capabilities: ${tap.capabilities.map((name) => `\`${name}\``).join(', ')}.`,
    '',
    '## Settings',
    '',
    '| Setting | Required | Default | Description |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

interface SettingRow {
  readonly name: string;
  readonly required: boolean;
  readonly fallback: string;
  readonly text: string;
}

function settingRows(schema: JsonObject): readonly SettingRow[] {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const required = new Set<JsonValue>(Array.isArray(schema['required']) ? schema['required'] : []);
  return Object.entries(properties).map(([name, value]) => {
    const setting: JsonObject = isJsonObject(value) ? value : {};
    const { description: text, default: fallback } = setting;
    return {
      name,
      required: required.has(name),
      fallback:
        fallback === undefined ? '' : typeof fallback === 'string' ? fallback : JSON.stringify(fallback),
      text: typeof text === 'string' ? text : '',
    };
  });
}
