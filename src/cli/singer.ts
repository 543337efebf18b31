import { selectedNames } from '../config/stream-choice.js';
import { settingWarnings } from '../config/warnings.js';
import type { CatalogStream } from '../engine/catalog.js';
import type { LogLevel } from '../engine/events.js';
import { SourceError } from '../errors.js';
import type { JsonObject } from '../json.js';
import { JsonLines } from '../output/json-lines.js';
import type { Logger } from '../output/logger.js';
import { createLogger, levelFault, levelFrom, plainFormat, structuredFormat } from '../output/logger.js';
import type { Progress } from '../output/progress.js';
import { noProgress } from '../output/progress.js';
import type { SingerPlan } from '../protocols/singer/encode.js';
import { singer } from '../protocols/singer/encode.js';
import { schemaLine } from '../protocols/singer/messages.js';
import { about, formatAbout } from './about.js';
import { catalogOptions, readConfig } from './config.js';
import { runDoctor } from './run-doctor.js';
import type { Edges } from './edges.js';
import { guideText, type Guide } from './guide.js';
import { liveView } from './live-view.js';
import { planText } from './plan.js';
import { readJson, readStateFile } from './read-json.js';
import { Redactor } from './redactor.js';
import { runRead } from './run-read.js';
import { repairIn } from './repair-arguments.js';
import { reportEdges, RunReport, writeReport } from './run-report.js';
import type { SingerCommand } from './singer-arguments.js';
import { parseSinger } from './singer-arguments.js';
import { closeOutput, lostOutput, orCrash, unexpectedText, writeEnding } from './text.js';
import { readVersion } from './version.js';

/** Runs the tap to its end; resolves to the exit code once all output has left. */
export async function runSinger(argv: readonly string[], edges: Edges): Promise<number> {
  const context = createContext(edges);
  let report = createReport(null, '', context);
  let reason: string | null = null;
  try {
    const version = await readVersion();
    const parsed = await parseSinger({ argv, version });
    if (!('command' in parsed)) return await writeEnding(parsed, edges);
    const { doctor } = parsed.command;
    if (doctor !== null)
      return await orCrash(
        runDoctor(doctor, { plan: (input) => singer.plan(input), wholeCatalog: () => undefined }, edges),
        edges.crashed,
      );
    const variable = levelVariable(edges.environment);
    const levelProblem = levelFault(variable, edges.environment[variable]);
    if (levelProblem !== null) context.log('warn', levelProblem);
    report = createReport(parsed.command, version, context);
    report.begin();
    reason = await orCrash(execute(parsed.command, { ...context, report }), edges.crashed);
  } catch (error) {
    report.failed(error);
    reason = failureText(error, context);
  }
  // The last line is what orchestrators show as the reason, and some read both outputs through one pipe: messages first.
  // A reader that went away needs none.
  await context.lines.close();
  if (context.lines.failure === null) {
    for (const message of reason?.split('\n') ?? []) context.logger({ level: 'critical', message });
  }
  const code = await closeOutput(context.lines, edges, reason === null ? 0 : 1);
  return writeReport(report, { lines: context.lines, stderr: edges.stderr }, code);
}

function createReport(command: SingerCommand | null, connectorVersion: string, context: Context): RunReport {
  return new RunReport({
    ...reportEdges(context),
    path: command?.summary ?? null,
    inputs: command === null ? [] : [...command.config, command.catalog, command.state],
    connector: 'tap-zoom',
    connectorVersion,
    protocol: 'singer',
  });
}

interface Context {
  readonly edges: Edges;
  readonly lines: JsonLines;
  readonly redactor: Redactor;
  readonly logger: Logger;
  readonly log: (level: LogLevel, message: string) => void;
  /** What is live on the terminal, into which log lines must not run. */
  readonly screen: { progress: Progress };
}

/** With what becomes of the run. */
interface Work extends Context {
  readonly report: RunReport;
}

function createContext(edges: Edges): Context {
  const { environment, pid, clock, stderr } = edges;
  const screen = { progress: noProgress };
  const redactor = new Redactor();
  const isStructured = (environment['SINGER_SDK_LOG_CONFIG'] ?? '') !== '';
  const logger = createLogger({
    write: (text) => screen.progress.above(() => void stderr.write(text)),
    scrub: redactor.scrub,
    threshold: levelFrom(environment[levelVariable(environment)]),
    format: isStructured
      ? structuredFormat({ pid, appName: 'tap-zoom', now: () => clock.now() })
      : plainFormat,
  });
  const log = (level: LogLevel, message: string): void => logger({ level, message });
  return { edges, lines: new JsonLines(edges.stdout), redactor, logger, log, screen };
}

/** Meltano names the setting of the plugin, others the variable of the Singer SDK. */
function levelVariable(environment: Edges['environment']): string {
  return environment['TAP_ZOOM_LOGLEVEL'] === undefined ? 'LOGLEVEL' : 'TAP_ZOOM_LOGLEVEL';
}

/** Resolves to null on success, else to the reason why the exit code is not 0. */
async function execute(command: SingerCommand, context: Work): Promise<string | null> {
  const { lines, edges } = context;
  // Whoever tests looks at the exit code.
  const lost = command.command === 'test' ? null : lostOutput(edges, command.command === 'sync');
  if (lost !== null) {
    context.report.failed(lost);
    return lost;
  }
  if (command.guide !== null) {
    lines.write(await guided(command.guide, command, context));
    return null;
  }
  switch (command.command) {
    case 'about':
      lines.write(formatAbout(about(await readVersion()), command.format));
      return null;
    case 'discover':
      lines.write(await discovered(command, context));
      return null;
    case 'estimate':
      lines.write(await estimated(command, context));
      return null;
    case 'test-schema': {
      const plan = await planOf(command, await offered(command, context), context);
      for (const schema of plan.schemas) lines.write(schemaLine(schema));
      return null;
    }
    case 'test':
    case 'sync':
      return sync(command, context);
  }
}

async function guided(guide: Guide, command: SingerCommand, context: Context): Promise<string> {
  return guideText(guide, {
    parts: context.edges.parts,
    config: command.config.length === 0 ? null : await readAndLearn(command, context),
    plan: command.catalog === null ? null : (offered) => planOf(command, offered, context),
    log: context.log,
  });
}

async function estimated(command: SingerCommand, context: Context): Promise<string> {
  const { edges, log, redactor } = context;
  return planText({
    edges,
    log,
    redactor,
    config: await readAndLearn(command, context),
    form: command.format === 'text' ? 'table' : command.format,
    select: command.select,
    plan: (offered) => planOf(command, offered, context),
  });
}

async function discovered(command: SingerCommand, context: Context): Promise<string> {
  const streams = await offered(command, context);
  const names = streams.map(({ name }) => name);
  return singer.discover(streams, command.select === null ? null : selectedNames(command.select, names));
}

/** Offline: without credentials, or without any configuration. */
async function offered(command: SingerCommand, context: Context): Promise<readonly CatalogStream[]> {
  const config = await readAndLearn(command, context);
  return context.edges.parts.offlineCatalog(catalogOptions(config));
}

async function readAndLearn(command: SingerCommand, { edges, redactor, log }: Context): Promise<JsonObject> {
  const config = await readConfig(command.config, edges.environment);
  redactor.learn(config);
  for (const warning of settingWarnings(config, edges.clock.now())) log('warn', warning);
  return config;
}

async function planOf(
  command: SingerCommand,
  streams: readonly CatalogStream[],
  { log }: Context,
): Promise<SingerPlan> {
  const catalog =
    command.catalog === null ? undefined : ((await readJson(command.catalog, 'catalog')) ?? null);
  const state = await readStateFile(command.state, (message) => log('warn', message));
  return singer.plan({ catalog, state, offered: streams });
}

async function sync(command: SingerCommand, context: Work): Promise<string | null> {
  const { edges, lines, log, logger, redactor, screen, report } = context;
  const config = await readAndLearn(command, context);
  const settings = await edges.parts.loadSettings(config);
  const repair = repairIn(command.repair, { settings, now: edges.clock.now(), log });
  const source = await edges.parts.createSource(settings, redactor.hold);
  const isVersioned = command.activateVersion || settings.emitActivateVersionMessages;
  const planned = await planOf(command, source.discover(), context);
  const plan: SingerPlan = {
    ...planned,
    request: { ...planned.request, isSample: command.command === 'test', repair },
    versions: isVersioned ? 'sent' : 'left out',
  };
  const names = plan.request.streams.map(({ name }) => name);
  screen.progress = await liveView(edges, names);
  const encoder = singer.createEncoder(plan, {
    write: lines.write,
    log,
    scrub: redactor.scrub,
    now: () => edges.clock.now(),
    metric: (metric) => {
      // They are for programs: on a terminal they would hide all else.
      if (edges.stderr.isTTY !== true) logger({ level: 'info', message: 'METRIC', metric: { ...metric } });
    },
  });
  const { progress } = screen;
  const { signal, crashed } = edges;
  const result = await runRead({ source, plan, encoder, lines, progress, report, log, signal, crashed });
  return result.reason;
}

function failureText(error: unknown, { log }: Context): string {
  if (error instanceof SourceError) {
    if (error.internalMessage !== undefined) log('debug', error.internalMessage);
    return error.message;
  }
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  for (const frame of stack.split('\n').filter((line) => /^\s+at /.test(line))) log('debug', frame);
  return unexpectedText('tap-zoom', error);
}
