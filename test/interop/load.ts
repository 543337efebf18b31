import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Destination, Place } from './destinations.js';
import { pipe } from './pipe.js';

/** Feeds a target one sync; resolves to the states that it prints. */
export async function load(
  destination: Destination,
  place: Place,
  messages: string,
): Promise<readonly string[]> {
  const config = join(place.folder, 'config.json');
  await writeFile(config, JSON.stringify(destination.config(place)));
  const command = [...destination.command(place), '--config', config];
  const { exitCode, stdout, stderr } = await pipe(command, messages, { cwd: place.folder });
  expect(exitCode, stderr.slice(-3_000)).to.equal(0);
  return stdout.split('\n').filter((line) => line !== '');
}
