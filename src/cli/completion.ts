import { CHANGE_KINDS, ruleIds, UsageError } from '../index.ts'
import { formats } from '../format/format.ts'
import { helpFor, topics } from './help.ts'

interface Option {
  short: string | undefined
  long: string
  value: string | undefined
  about: string
}
interface Command {
  name: string
  about: string
  options: Option[]
  values: Record<string, string[]>
  arguments: string[] | 'files'
}

const LINE = /^ {2}(?:-(\w), | {4})--([\w-]+)(?: ('[^']*'|[A-Z]\w*))? {2,}(.*)$/gm

/** What follows an option, by command; `''`: what stands alone. */
const VALUES: Record<string, () => Record<string, string[]>> = {
  lint: () => ({ format: Object.keys(formats), level: ['error', 'warn', 'info'], rule: ruleIds() }),
  routes: () => ({ format: ['text', 'markdown', 'html', 'json', 'openapi'] }),
  diff: () => ({ format: ['text', 'json', 'markdown', 'html'], 'fail-on': [...CHANGE_KINDS] }),
  rules: () => ({ format: ['text', 'json'] }),
}
const ARGUMENTS: Record<string, () => string[]> = {
  explain: ruleIds,
  completion: () => Object.keys(SHELLS),
  lsp: () => [],
  init: () => [],
  rules: () => [],
}

/** The commands as their help has them: it is written once. */
function commandsOf(): Command[] {
  return topics().map((name) => {
    const text = helpFor(name)
    const options = [...text.matchAll(LINE)].map(([, short, long = '', value, about = '']): Option => ({
      short,
      long,
      value,
      about,
    }))
    return {
      name,
      about: /^verblint[^:]*: (.*)/.exec(text)?.[1] ?? '',
      options,
      values: VALUES[name]?.() ?? {},
      arguments: ARGUMENTS[name]?.() ?? 'files',
    }
  })
}

const flagsOf = ({ short, long }: Option): string[] => [`--${long}`, ...(short === undefined ? [] : [`-${short}`])]

/** Text in single quotes, for a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

function bash(commands: Command[]): string {
  const others = commands.filter(({ name }) => name !== 'lint')
  const values = commands.flatMap(({ name, options, values: known }) =>
    options.flatMap((option) => {
      if (option.value === undefined) return []
      const list = known[option.long]
      const reply = list
        ? `COMPREPLY=($(compgen -W ${quoted(list.join(' '))} -- "$cur"))`
        : 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur"))'
      return [
        `    ${flagsOf(option)
          .map((flag) => quoted(`${name} ${flag}`))
          .join('|')}) ${reply}; return ;;`,
      ]
    }),
  )
  const options = commands.map(
    ({ name, options: own }) =>
      `      ${name}) COMPREPLY=($(compgen -W ${quoted(own.flatMap(flagsOf).join(' '))} -- "$cur")) ;;`,
  )
  const alone = commands.flatMap(({ name, arguments: given }) =>
    given === 'files' ? [] : [`    ${name}) COMPREPLY=($(compgen -W ${quoted(given.join(' '))} -- "$cur")); return ;;`],
  )
  return `# verblint completion bash >> ~/.bashrc
_verblint() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=lint
  if [ "$COMP_CWORD" -gt 1 ]; then
    case \${COMP_WORDS[1]} in ${others.map(({ name }) => name).join('|')}) command=\${COMP_WORDS[1]} ;; esac
  fi
  case "$command $prev" in
${values.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${options.join('\n')}
    esac
    return
  fi
  case $command in
${alone.join('\n')}
  esac
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$cur"))
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY+=($(compgen -W ${quoted(others.map(({ name }) => name).join(' '))} -- "$cur")); fi
}
complete -F _verblint verblint
`
}

function zsh(commands: Command[]): string {
  const others = commands.filter(({ name }) => name !== 'lint')
  const text = (about: string): string => about.replace(/[[\]:\\]/g, '\\$&')
  const specs = ({ options, values, arguments: given }: Command, first: boolean): string =>
    [
      ...options.map((option) => {
        const takes =
          option.value === undefined
            ? ''
            : `:${option.long}:${values[option.long] ? `(${values[option.long]?.join(' ') ?? ''})` : '_files'}`
        const spec = `[${text(option.about)}]${takes}`
        const flags = flagsOf(option)
        return flags.length === 1 ? quoted(`*${flags[0] ?? ''}${spec}`) : `'*'{${flags.join(',')}}${quoted(spec)}`
      }),
      ...(first ? ["'1:command or file:_verblint_first'"] : []),
      quoted(given === 'files' ? '*:file:_files' : `*:argument:(${given.join(' ')})`),
    ].join(' ')
  return `#compdef verblint
# verblint completion zsh > "\${fpath[1]}/_verblint"
_verblint_first() {
  local -a commands=(${others.map(({ name, about }) => quoted(`${name}:${text(about)}`)).join(' ')})
  _describe command commands
  _files
}
_verblint() {
  case $words[2] in
${others.map((command) => `    ${command.name}) if (( CURRENT > 2 )); then shift words; (( CURRENT-- )); _arguments ${specs(command, false)}; return; fi ;;`).join('\n')}
  esac
  _arguments ${specs(commands.find(({ name }) => name === 'lint') ?? { name: 'lint', about: '', options: [], values: {}, arguments: 'files' }, true)}
}
if [ "$funcstack[1]" = _verblint ]; then _verblint "$@"; else compdef _verblint verblint; fi
`
}

function fish(commands: Command[]): string {
  const others = commands.filter(({ name }) => name !== 'lint')
  const names = others.map(({ name }) => name).join(' ')
  const lines = commands.flatMap(({ name, options, values, arguments: given }) => {
    const when = quoted(
      name === 'lint' ? `not __fish_seen_subcommand_from ${names}` : `__fish_seen_subcommand_from ${name}`,
    )
    return [
      ...options.map(({ short, long, value, about }) => {
        const known = values[long]
        const takes = value === undefined ? '' : known ? ` -x -a ${quoted(known.join(' '))}` : ' -r -F'
        return `complete -c verblint -n ${when}${short === undefined ? '' : ` -s ${short}`} -l ${long}${takes} -d ${quoted(about)}`
      }),
      ...(given === 'files' ? [] : [`complete -c verblint -n ${when} -f -a ${quoted(given.join(' '))}`]),
    ]
  })
  return `# verblint completion fish > ~/.config/fish/completions/verblint.fish
${others.map(({ name, about }) => `complete -c verblint -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`).join('\n')}
${lines.join('\n')}
`
}

const SHELLS: Record<string, (commands: Command[]) => string> = { bash, zsh, fish }

/** The script that teaches a shell what may be typed after `verblint`. */
export function completionFor(shell: string | undefined): string {
  const write = shell !== undefined && Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined
  if (!write) throw new UsageError(`completion takes the name of a shell: ${Object.keys(SHELLS).join(', ')}`)
  return write(commandsOf())
}
