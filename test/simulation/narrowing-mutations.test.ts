import { describeMutations } from './mutants.js';
import { narrowingMutations } from './narrowing-mutations.js';

describeMutations('each rule of narrowed streams, switched off, is noticed', narrowingMutations);
