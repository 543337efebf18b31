import { describeMutations } from './mutants.js';
import { mutations } from './mutations.js';

describeMutations('each rule of the state, switched off, is noticed', mutations);
