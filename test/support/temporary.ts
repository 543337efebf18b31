import type { Simulator, SimulatorOptions } from '../simulator/index.js';
import { startSimulator } from '../simulator/index.js';
import type { Folder } from './files.js';
import { createFolder } from './files.js';

/** A folder for the length of one test. */
export async function withFolder<T>(test: (folder: Folder) => Promise<T>): Promise<T> {
  const folder = await createFolder();
  try {
    return await test(folder);
  } finally {
    await folder.remove();
  }
}

/** A simulator and a folder for the length of one test. */
export async function withSimulator<T>(
  options: Partial<SimulatorOptions>,
  test: (simulator: Simulator, folder: Folder) => Promise<T>,
): Promise<T> {
  const [simulator, folder] = await Promise.all([startSimulator(options), createFolder()]);
  try {
    return await test(simulator, folder);
  } finally {
    await Promise.all([simulator.close(), folder.remove()]);
  }
}
