import { loadSpec } from '../config/spec.js';
import { settingWarnings } from '../config/warnings.js';
import type { LogLevel } from '../engine/events.js';
import type { CheckResult } from '../engine/source.js';
import { SourceError } from '../errors.js';
import type { JsonObject } from '../json.js';
import { JsonLines } from '../output/json-lines.js';
import type { Level } from '../output/logger.js';
import { isLoud, levelFault, levelFrom } from '../output/logger.js';
import { printable } from '../printable.js';
import { shortened } from '../shortened.js';
import { configuredCatalog, refuseOverwriting } from '../protocols/airbyte/catalog.js';
import { airbyte } from '../protocols/airbyte/encode.js';
import { connectionStatusLine, errorLine, logLine, specLine } from '../protocols/airbyte/messages.js';
import type { AirbyteCommand, GuideCommand } from './airbyte-arguments.js';
import { parseAirbyte } from './airbyte-arguments.js';
import { catalogOptions, readConfig } from './config.js';
import { configure } from './configure.js';
import type { Planner } from './papers.js';
import { runDoctor } from './run-doctor.js';
import type { ConfigureCommand } from './configure.js';
import type { Edges } from './edges.js';
import { guideText } from './guide.js';
import { liveView } from './live-view.js';
import type { PlanCommand } from './plan-arguments.js';
import { planText } from './plan.js';
import { printText } from './printing.js';
import { readJson, readStateFile } from './read-json.js';
import { Redactor } from './redactor.js';
import { runRead } from './run-read.js';
import { repairIn } from './repair-arguments.js';
import { reportEdges, RunReport, writeReport } from './run-report.js';
import { closeOutput, lostOutput, orCrash, unexpectedText, writeEnding } from './text.js';
import { readVersion } from './version.js';

/** Runs one command of the Airbyte protocol to its end; resolves to the exit code once all output has left. */
export async function runAirbyte(argv: readonly string[], edges: Edges): Promise<number> {
  const context = createContext(edges);
  let report = createReport(null, '', context);
  let exitCode = 1;
  try {
    const version = await readVersion();
    const parsed = await parseAirbyte({ argv, version });
    if (!('command' in parsed)) return await writeEnding(parsed, edges);
    const { command } = parsed;
    if (command.command === 'configure') return await orCrash(configure(command, edges), edges.crashed);
    if (command.command === 'doctor') {
      return await orCrash(runDoctor(command.question, planner, edges), edges.crashed);
    }
    if (command.command === 'plan') return await orCrash(price(command, edges), edges.crashed);
    if (command.command === 'guide') return await orCrash(tell(command, edges), edges.crashed);
    if (command.command === 'read') report = createReport(command, version, context);
    report.begin();
    const lost = lostOutput(edges, command.command === 'read');
    if (lost !== null) {
      report.failed(lost);
      const code = await writeEnding({ text: lost, isError: true }, edges);
      return await writeReport(report, { lines: context.lines, stderr: edges.stderr }, code);
    }
    const levelProblem = levelFault('LOG_LEVEL', edges.environment['LOG_LEVEL']);
    if (levelProblem !== null) context.log('warn', levelProblem);
    if (command.command !== 'spec' && command.debug) context.verbosity.threshold = 'debug';
    exitCode = await orCrash(execute(command, { ...context, report }), edges.crashed);
  } catch (error) {
    report.failed(error);
    traceFailure(error, context);
  }
  const code = await closeOutput(context.lines, edges, exitCode);
  return writeReport(report, { lines: context.lines, stderr: edges.stderr }, code);
}

function createReport(command: ReadCommand | null, connectorVersion: string, context: Context): RunReport {
  return new RunReport({
    ...reportEdges(context),
    path: command?.summary ?? null,
    inputs: command === null ? [] : [command.config, command.catalog, command.state],
    connector: 'source-zoom',
    connectorVersion,
    protocol: 'airbyte',
  });
}

function tell({ config: path, catalog, guide }: GuideCommand, edges: Edges): Promise<number> {
  return printText(edges, async ({ config, log }) =>
    guideText(guide, {
      parts: edges.parts,
      config: path === null ? null : await config(path),
      plan:
        catalog === null
          ? null
          : async (offered) =>
              airbyte.plan({ catalog: await readJson(catalog, 'catalog'), state: undefined, offered }),
      log,
    }),
  );
}

/** For the doctor: a state says nothing without a catalog. */
const planner: Planner = {
  plan: (input) => airbyte.plan(input),
  wholeCatalog: (offered) => configuredCatalog(offered, 'incremental'),
};

function price({ config: path, catalog, select, state, form }: PlanCommand, edges: Edges): Promise<number> {
  return printText(edges, async ({ config, ...listener }) =>
    planText({
      ...listener,
      edges,
      config: await config(path),
      form,
      select,
      plan: async (offered) =>
        airbyte.plan({
          catalog:
            catalog === null ? configuredCatalog(offered, 'incremental') : await readJson(catalog, 'catalog'),
          state: await readStateFile(state, (message) => listener.log('warn', message)),
          offered,
        }),
    }),
  );
}

interface Context {
  readonly edges: Edges;
  readonly lines: JsonLines;
  readonly redactor: Redactor;
  readonly verbosity: { threshold: Level };
  readonly log: (level: LogLevel, message: string) => void;
}

/** With what becomes of the run. */
interface Work extends Context {
  readonly report: RunReport;
}

function createContext(edges: Edges): Context {
  const lines = new JsonLines(edges.stdout);
  const redactor = new Redactor();
  const verbosity = { threshold: levelFrom(edges.environment['LOG_LEVEL']) };
  const log = (level: LogLevel, message: string): void => {
    if (isLoud(level, verbosity.threshold)) lines.write(logLine(level, printable(redactor.scrub(message))));
  };
  return { edges, lines, redactor, verbosity, log };
}

async function execute(
  command: Exclude<
    AirbyteCommand,
    ConfigureCommand | GuideCommand | PlanCommand | { readonly command: 'doctor' }
  >,
  context: Work,
): Promise<number> {
  switch (command.command) {
    case 'spec':
      context.lines.write(specLine(loadSpec()));
      return 0;
    case 'check':
      return check(command.config, context);
    case 'discover':
      return discover(command.config, context);
    case 'read':
      return read(command, context);
  }
}

async function readAndLearn(path: string, { redactor, log, edges }: Context): Promise<JsonObject> {
  const config = await readConfig([path], {});
  redactor.learn(config);
  for (const warning of settingWarnings(config, edges.clock.now())) log('warn', warning);
  return config;
}

/** A refused configuration is an answer, not a failure: status FAILED and exit code 0. */
async function check(path: string, context: Context): Promise<number> {
  const config = await readAndLearn(path, context);
  const { edges, lines, log, redactor } = context;
  try {
    const settings = await edges.parts.loadSettings(config);
    const source = await edges.parts.createSource(settings, redactor.hold);
    const result = await source.check(edges.signal);
    for (const warning of unreadableWarnings(result.unreadable)) log('warn', warning);
    lines.write(
      connectionStatusLine(result.succeeded ? 'SUCCEEDED' : 'FAILED', redactor.scrub(result.message)),
    );
  } catch (error) {
    if (!(error instanceof SourceError) || error.failureType !== 'config_error') throw error;
    lines.write(connectionStatusLine('FAILED', redactor.scrub(error.message)));
  }
  return 0;
}

const mostNamed = 5;

/** One for each choice of scopes. */
function unreadableWarnings(unreadable: CheckResult['unreadable']): readonly string[] {
  const found = new Map<string, string[]>();
  for (const { stream, scopes } of unreadable) {
    const choice = scopes.join(', ');
    found.set(choice, [...(found.get(choice) ?? []), stream]);
  }
  return [...found].map(
    ([scopes, streams]) =>
      `${shortened(streams, mostNamed)} cannot be read: the app needs one of the scopes ${scopes}.`,
  );
}

async function discover(path: string, context: Context): Promise<number> {
  const config = await readAndLearn(path, context);
  const options = catalogOptions(config);
  context.lines.write(airbyte.discover(await context.edges.parts.offlineCatalog(options)));
  return 0;
}

type ReadCommand = Extract<AirbyteCommand, { command: 'read' }>;

async function read(command: ReadCommand, context: Work): Promise<number> {
  const { edges, lines, log, redactor, report } = context;
  const settings = await edges.parts.loadSettings(await readAndLearn(command.config, context));
  const catalog = await readJson(command.catalog, 'catalog');
  const state = await readStateFile(command.state, (message) => log('warn', message));
  const source = await edges.parts.createSource(settings, redactor.hold);
  const repair = repairIn(command.repair, { settings, now: edges.clock.now(), log });
  if (repair !== null) refuseOverwriting(catalog);
  const planned = airbyte.plan({ catalog, state, offered: source.discover() });
  const plan = { ...planned, request: { ...planned.request, repair } };
  const encoder = airbyte.createEncoder(plan, {
    write: lines.write,
    log,
    scrub: redactor.scrub,
    now: () => edges.clock.now(),
  });
  const names = plan.request.streams.map(({ name }) => name);
  const progress = await liveView(edges, names);
  const { signal, crashed } = edges;
  const result = await runRead({ source, plan, encoder, lines, progress, report, log, signal, crashed });
  if (result.reason !== null) log('error', result.reason);
  return result.exitCode;
}

function traceFailure(error: unknown, { lines, redactor, edges }: Context): void {
  const isOurs = error instanceof SourceError;
  const stack = !isOurs && error instanceof Error ? error.stack : undefined;
  const internalMessage = isOurs ? error.internalMessage : undefined;
  lines.write(
    errorLine({
      message: redactor.scrub(isOurs ? error.message : unexpectedText('source-zoom', error)),
      internalMessage: internalMessage === undefined ? undefined : redactor.scrub(internalMessage),
      stackTrace: stack === undefined ? undefined : redactor.scrub(stack),
      failureType: isOurs ? error.failureType : 'system_error',
      emittedAt: edges.clock.now(),
    }),
  );
}
