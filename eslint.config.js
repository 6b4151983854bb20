import tseslint from 'typescript-eslint'

// The folders of src/, each of which imports only what stands above it. `skins` sit on the public API.
const ORDER = [
  'http',
  'text',
  'files',
  'regex',
  'config',
  'model',
  'deployment',
  'contract',
  'javascript',
  'nginx',
  'apache',
  'express',
  'client',
  'site',
  'questions',
  'rule',
  'lint',
  'verify',
  'index',
  'format',
  'lsp',
  'cli',
]
const STRANGERS = ['nginx', 'apache', 'express', 'client']

/** No file there may import these; `up` leads to the folder that holds them. */
const forbid = (files, up, names, message) => ({
  files,
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: [{ regex: `^${up}(?:${names.join('|')})(?:/|\\.ts$)`, message }] },
    ],
  },
})

const boundaries = ORDER.filter((name) => name !== 'rule' && name !== 'index').flatMap((name) => {
  const below = ORDER.slice(ORDER.indexOf(name) + 1)
  const strangers = STRANGERS.includes(name) ? STRANGERS.filter((other) => other !== name) : []
  const names = [...new Set([...below, ...strangers, '\\.\\./rules'])]
  const message = `src/${name} imports only what stands above it: ${ORDER.slice(0, ORDER.indexOf(name)).join(', ')}`
  return [
    forbid([`src/${name}/*.ts`], '\\.\\./', names, message),
    forbid([`src/${name}/*/**`], '(?:\\.\\./){2,}', names, message),
  ]
})

/** What reads the machine. All else runs in a browser too, for the playground: of Node it may ask for what is no more than a calculation. */
const MACHINE = ['cli', 'lsp']
  .map((folder) => `src/${folder}/**`)
  .concat(
    ['beside', 'disk', 'facts', 'finder', 'git', 'kept-files', 'real-path', 'revision', 'texts', 'write'].map(
      (name) => `src/files/${name}.ts`,
    ),
    ['cache', 'place'].map((name) => `src/lint/${name}.ts`),
    'src/format/fingerprint.ts',
    'src/verify/send.ts',
    'rules/new-rule.js',
  )
const machine = {
  files: ['src/**', 'rules/**'],
  ignores: MACHINE,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: '^(?:node:(?!(?:path|path/posix|module|url|util|crypto)$)|(?:fs|os|child_process)$)',
            message: 'only what reads the machine may: the rest runs in a browser',
          },
        ],
      },
    ],
  },
}

export default tseslint.config(
  {
    ignores: ['dist/', 'playground/dist/', 'fixtures/', 'node_modules/', 'editors/*/dist/', 'editors/*/node_modules/'],
  },
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-control-regex': 'off',
      '@typescript-eslint/no-extraneous-class': ['error', { allowEmpty: true }],
      '@typescript-eslint/no-unused-expressions': ['error', { allowTernary: true, allowShortCircuit: true }],
      eqeqeq: ['error', 'smart'],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  { files: ['test/**', '**/*.js'], rules: { 'no-console': 'off', 'max-lines': 'off' } },
  { files: ['src/*/directives/observed.ts'], rules: { 'max-lines': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  ...boundaries,
  machine,
  forbid(
    ['rules/**'],
    '(?:\\.\\./)+src/',
    [
      'lint',
      'format',
      'cli',
      'lsp',
      'verify',
      'index',
      'files',
      'javascript',
      'express',
      '(?:nginx|apache)/(?!words/|directives/)',
    ],
    'a rule asks the model, never an engine, a skin or a lexer',
  ),
)
