import type { Settings } from '../../config/settings.js';
import { settingWarnings } from '../../config/warnings.js';
import { SourceError } from '../../errors.js';
import type { JsonObject } from '../../json.js';
import type { Case } from '../case.js';
import type { Check } from '../check.js';
import { note, ok, problem } from '../finding.js';
import type { Finding } from '../finding.js';
import type { PaperFile } from '../papers.js';

const name = 'Configuration';

export const configuration: Check = {
  name,
  examine: async (subject) => {
    const config = await subject.config();
    const files = await subject.options.papers.configFiles();
    const warnings = settingWarnings(config, subject.options.clock.now());
    return [
      ...(await validity(subject, files)),
      ...warnings.map((warning) => note(name, warning)),
      ...(holdsSecret(config) ? files.flatMap(openFile) : []),
    ];
  },
};

async function validity(subject: Case, files: readonly PaperFile[]): Promise<readonly Finding[]> {
  const from = files.length === 0 ? 'the environment' : files.map((file) => file.name).join(', ');
  try {
    const settings = await subject.settings();
    // Names of streams are looked up where they are used.
    await subject.offered();
    return [ok(name, `Read from ${from}, and valid: ${chosen(settings)}.`)];
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const means = 'No sync begins with it.';
    const advice = '`source-zoom spec` and `tap-zoom --about` tell the settings.';
    return error.message.split('\n').map((sentence) => problem(name, sentence, { means, advice }));
  }
}

function chosen({ products, streams }: Settings): string {
  const only = streams.length === 0 ? '' : `, streams ${streams.join(', ')}`;
  return `products ${products.join(', ')}${only}`;
}

function holdsSecret({ client_secret: secret }: JsonObject): boolean {
  return typeof secret === 'string' && secret !== '';
}

function openFile({ name: file, readableBy }: PaperFile): readonly Finding[] {
  if (readableBy === null || readableBy === 'its owner alone') return [];
  const means = 'The client secret in it opens the account to whoever logs in here.';
  return [note(name, `${file} can be read by ${readableBy}.`, { means, advice: `chmod 600 ${file}` })];
}
