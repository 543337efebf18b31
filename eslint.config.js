import tseslint from 'typescript-eslint';

/**
 * What each room may import, by room. A room is a folder of src/ or one of its root files.
 * `types` are rooms of which only types may be imported. Written out in docs/architecture.md.
 */
const base = ['json', 'errors', 'clock', 'shortened'];
const rooms = {
  generated: { files: ['src/generated/**'], may: ['generated'] },
  json: { files: ['src/json.ts'], may: [] },
  printable: { files: ['src/printable.ts'], may: [] },
  shortened: { files: ['src/shortened.ts'], may: [] },
  installation: { files: ['src/installation.ts'], may: [] },
  start: { files: ['src/start.ts'], may: ['installation', 'printable', 'main'] },
  'standard-output': { files: ['src/standard-output.ts'], may: [], types: ['cli/edges'] },
  errors: { files: ['src/errors.ts'], may: ['printable'] },
  clock: { files: ['src/clock.ts'], may: ['errors'] },
  stopwatch: { files: ['src/stopwatch.ts'], may: [], types: ['clock'] },
  'kept-file': { files: ['src/kept-file.ts'], may: [] },
  'json-schema': { files: ['src/json-schema.ts'], may: ['json', 'errors'] },
  streams: {
    files: ['src/streams/**'],
    may: ['streams', 'refusal-rows', 'generated', 'json'],
    types: ['engine/declaration'],
  },
  'refusal-rows': { files: ['src/refusal-rows/**'], may: ['refusal-rows'], types: ['errors'] },
  http: { files: ['src/http/**'], may: ['http', ...base] },
  config: {
    files: ['src/config/**'],
    may: ['config', 'generated', 'json-schema', 'errors', 'json', 'printable'],
  },
  engine: { files: ['src/engine/**'], may: ['engine', 'stopwatch', ...base], types: ['refusal-rows/row'] },
  decoding: { files: ['src/decoding/**'], may: ['decoding', 'json'] },
  zoom: {
    files: ['src/zoom/**'],
    may: ['zoom', 'http', 'refusal-rows', 'decoding/content', 'stopwatch', ...base],
    types: ['engine/page-reader', 'engine/declaration', 'engine/service', 'engine/wording'],
  },
  airbyte: {
    files: ['src/protocols/airbyte/**'],
    may: ['protocols/airbyte', 'protocols/protocol', 'errors', 'json'],
    types: ['engine'],
  },
  singer: {
    files: ['src/protocols/singer/**'],
    may: ['protocols/singer', 'protocols/protocol', 'errors', 'json'],
    types: ['engine'],
  },
  protocol: { files: ['src/protocols/protocol.ts'], may: ['errors', 'json', 'shortened'], types: ['engine'] },
  output: { files: ['src/output/**'], may: ['output', 'printable'] },
  cli: {
    files: ['src/cli/**'],
    may: [
      'cli',
      'config',
      'create-source',
      'protocols',
      'output',
      'json-schema',
      'installation',
      'printable',
      'kept-file',
      'pipe',
      ...base,
    ],
    types: ['engine', 'offline-guide', 'doctor/finding', 'doctor/papers'],
  },
  doctor: {
    files: ['src/doctor/**'],
    may: [
      'doctor',
      'create-source',
      'offline-catalog',
      'offline-guide',
      'config',
      'streams',
      'zoom',
      'http',
      'engine',
      'installation',
      ...base,
    ],
  },
  pipe: { files: ['src/pipe/**'], may: ['pipe', 'json'] },
  'create-source': {
    files: ['src/create-source.ts'],
    may: ['config', 'decoding', 'http', 'zoom', 'streams', 'engine', 'offline-catalog', ...base],
  },
  'offline-catalog': { files: ['src/offline-catalog.ts'], may: ['config', 'streams', 'engine'] },
  'offline-guide': {
    files: ['src/offline-guide.ts'],
    may: ['streams', 'engine', 'offline-catalog'],
    types: ['config'],
  },
};

/** Everything that can be named in an import, from the most special to the least. */
const targets = [
  'generated',
  'json-schema',
  'json',
  'printable',
  'shortened',
  'installation',
  'errors',
  'clock',
  'stopwatch',
  'kept-file',
  'streams',
  'refusal-rows',
  'refusal-rows/row',
  'http',
  'config',
  'decoding',
  'decoding/content',
  'engine',
  'engine/page-reader',
  'engine/declaration',
  'engine/service',
  'engine/wording',
  'zoom',
  'protocols',
  'protocols/airbyte',
  'protocols/singer',
  'protocols/protocol',
  'output',
  'cli',
  'cli/edges',
  'create-source',
  'offline-catalog',
  'offline-guide',
  'doctor',
  'doctor/finding',
  'doctor/papers',
  'standard-output',
  'pipe',
  'start',
  'main',
  'bin',
];

const covers = (rule, target) => target === rule || target.startsWith(`${rule}/`);

function roomRule({ may, types = [] }) {
  const barred = targets.filter((target) => !may.some((own) => covers(own, target) || covers(target, own)));
  const hard = barred.filter((target) => !types.some((own) => covers(own, target) || covers(target, own)));
  const typeOnly = barred.filter((target) => !hard.includes(target));
  const pattern = (target) => `(^|/)${target.replace('/', '\\/')}(\\.js$|\\/)`;
  const relative = (target) => `^\\.{1,2}/(.*/)?${pattern(target).replace('(^|/)', '')}`;
  return [
    'error',
    {
      patterns: [
        ...hard.map((target) => ({
          regex: relative(target),
          message: `This room does not know ${target} (docs/architecture.md).`,
        })),
        ...typeOnly.map((target) => ({
          regex: relative(target),
          allowTypeImports: true,
          message: `Only types of ${target} may be known here (docs/architecture.md).`,
        })),
      ],
    },
  ];
}

/** One door per dependency: the file that may import it. */
const doors = {
  'node-fetch': 'src/http/fetch-transport.ts',
  'p-limit': 'src/http/limits/rate-limiter.ts',
  ajv: 'src/json-schema.ts',
  'ajv-formats': 'src/json-schema.ts',
  yargs: 'src/cli/parser.ts',
  chardet: 'src/decoding/text.ts',
  entities: 'src/decoding/vtt.ts',
  officeparser: 'src/decoding/office.ts',
  'webvtt-parser': 'src/decoding/vtt.ts',
  yauzl: 'src/decoding/document.ts',
};

function doorRule(file) {
  const closed = Object.entries(doors).filter(([, door]) => door !== file);
  return [
    'error',
    {
      paths: [{ name: 'node:process', message: 'Only start.ts and main.ts touch the process.' }],
      patterns: closed.map(([dependency, door]) => ({
        regex: `^${dependency}($|/)`,
        message: `${dependency} has one door: ${door}.`,
      })),
    },
  ];
}

/** The engine says nothing of the service, its permissions and the settings in words of its own. */
const foreign = '/Zoom|Marketplace|past_meetings|per_user|account_history|\\bscopes?\\b/i';
const wordsOfTheService = ['Literal[value', 'TemplateElement[value.raw'].map((part) => ({
  selector: `${part}=${foreign}]`,
  message: 'This is said by the service: engine/wording.ts.',
}));

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'src/generated/index.ts', '.cache/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js', 'bench/*.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 45, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      complexity: ['error', 12],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  ...Object.values(rooms).map((room) => ({
    files: room.files,
    rules: { '@typescript-eslint/no-restricted-imports': roomRule(room) },
  })),
  {
    files: ['src/**'],
    ignores: ['src/start.ts', 'src/main.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        {
          name: 'process',
          message: 'Only start.ts and main.ts touch the process.',
        },
      ],
      'no-restricted-imports': doorRule(null),
    },
  },
  ...[...new Set(Object.values(doors))].map((file) => ({
    files: [file],
    rules: { 'no-restricted-imports': doorRule(file) },
  })),
  {
    files: ['src/engine/**'],
    rules: { 'no-restricted-syntax': ['error', ...wordsOfTheService] },
  },
  {
    files: ['test/**', 'scripts/**', 'bench/**'],
    rules: {
      'max-lines-per-function': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
