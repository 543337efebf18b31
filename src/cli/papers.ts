import { stat } from 'node:fs/promises';
import type { Paper, PaperFile, Papers, PaperPlan } from '../doctor/papers.js';
import { SourceError } from '../errors.js';
import type { JsonObject } from '../json.js';
import type { PlanInput, Protocol, ReadPlan } from '../protocols/protocol.js';
import { ENVIRONMENT, readConfig } from './config.js';
import type { Edges } from './edges.js';
import { fileName, readJson, readStateFile, systemReason } from './read-json.js';

export interface PaperNames {
  /** Files, and `ENV` for the environment. */
  readonly config: readonly string[];
  readonly catalog: string | null;
  readonly state: string | null;
}

/** How the files of a protocol are read, and what stands for a catalog where none is named: undefined where nothing has to. */
export interface Planner extends Pick<Protocol<ReadPlan>, 'plan'> {
  readonly wholeCatalog: (offered: PlanInput['offered']) => unknown;
}

export interface PaperOptions {
  readonly planner: Planner;
  readonly environment: Edges['environment'];
  readonly platform: string;
  /** Told the configuration before it is used, for its secrets. */
  readonly learn: (config: JsonObject) => void;
}

/** The files of a sync, for the doctor. */
export function papersOf({ config, catalog, state }: PaperNames, options: PaperOptions): Papers {
  const { environment, platform, learn } = options;
  const files = config.filter((path) => path !== ENVIRONMENT);
  return {
    config: async () => {
      const found = await readConfig(config, environment);
      learn(found);
      return found;
    },
    configFiles: () => Promise.all(files.map((path) => fileFacts(path, 'config', platform))),
    catalog: catalog === null ? null : catalogPaper(catalog, options),
    state: state === null ? null : statePaper(state, catalog, options),
  };
}

function catalogPaper(path: string, { planner, platform }: PaperOptions): Paper {
  return {
    file: () => fileFacts(path, 'catalog', platform),
    plan: async (offered) => planOf(planner, { catalog: await readCatalog(path), state: undefined, offered }),
  };
}

/** Only what the state adds is said of it. A catalog that is none has its own finding. */
function statePaper(path: string, catalogPath: string | null, { planner, platform }: PaperOptions): Paper {
  return {
    file: () => fileFacts(path, 'state', platform),
    plan: async (offered) => {
      const warnings: string[] = [];
      const state = await readStateFile(path, (message) => warnings.push(message));
      const catalog = catalogPath === null ? planner.wholeCatalog(offered) : await readCatalog(catalogPath);
      const bare = planOf(planner, { catalog, state: undefined, offered });
      const plan = planOf(planner, { catalog, state, offered });
      const notices = plan.notices.filter((notice) => !bare.notices.includes(notice));
      return { ...plan, notices: [...warnings, ...notices] };
    },
  };
}

async function readCatalog(path: string): Promise<unknown> {
  return (await readJson(path, 'catalog')) ?? null;
}

function planOf(planner: PaperOptions['planner'], input: PlanInput): PaperPlan {
  const { request, unknown, notices } = planner.plan(input);
  return { request, unknown, notices: notices.map(({ message }) => message) };
}

const [group, others] = [0o040, 0o004];

async function fileFacts(path: string, what: string, platform: string): Promise<PaperFile> {
  try {
    const { mode, mtimeMs } = await stat(path);
    const readableBy =
      platform === 'win32'
        ? null
        : (mode & others) !== 0
          ? 'everybody'
          : (mode & group) !== 0
            ? 'its group'
            : 'its owner alone';
    return { name: path, changedAt: mtimeMs, readableBy };
  } catch (error) {
    throw new SourceError(`${fileName(path, what)} cannot be looked at: ${systemReason(error)}.`, {
      failureType: 'config_error',
      cause: error,
    });
  }
}
