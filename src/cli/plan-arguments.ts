import { estimateForms, type EstimateForm } from './estimate-report.js';
import type { Argv } from './parser.js';
import { file, last, names, select } from './parser.js';

/** The price of a sync, before it is made; without a catalog, of all that is offered or selected. */
export interface PlanCommand {
  readonly command: 'plan';
  readonly config: string;
  readonly catalog: string | null;
  readonly select: readonly string[] | null;
  readonly state: string | null;
  readonly form: EstimateForm;
}

export const planOptions = {
  config: { ...file, describe: 'JSON file with the configuration', demandOption: true },
  catalog: { ...file, describe: 'JSON file with the configured catalog; without it, all that is offered' },
  state: { ...file, describe: 'JSON file with the state of an earlier run' },
  select,
  format: { choices: estimateForms, default: 'table', describe: 'Form of the estimate' },
} as const;

export function withPlan(parser: Argv, take: (command: PlanCommand) => void): Argv {
  const named = (value: string | undefined): string | null => (value === undefined ? null : last(value));
  return parser.command(
    'plan',
    'Print what a sync would take: requests, days, and what later ones cost',
    (own) => own.options(planOptions),
    (given) =>
      take({
        command: 'plan',
        config: last(given.config),
        catalog: named(given.catalog),
        select: names(given.select),
        state: named(given.state),
        form: given.format,
      }),
  );
}
