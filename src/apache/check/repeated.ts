import { readHeader } from '../words/header.ts'
import { readProxyPass } from '../words/proxy-pass.ts'
import { readRedirect } from '../words/redirect.ts'
import type { Directive } from '../../text/directive.ts'
import type { Finding } from '../../text/finding.ts'
import { afterFirst, lastOfSeveral } from '../../text/repeated.ts'
import type { Entry } from '../../text/repeated.ts'

// What httpd takes twice in one section without a word, though only one counts. Sections and files beside each other are merged by
// rules of their own, and an <IfModule> is an alternative: only what stands side by side is compared.

const keyOf = ({ name }: Directive): string => name.toLowerCase()
const words = ({ args }: Directive): string[] => args.map(({ value }) => value)

/** Directives of one value. */
const SINGLE = new Set([
  'rewriteengine',
  'rewritebase',
  'fallbackresource',
  'documentroot',
  'traceenable',
  'sethandler',
  'forcetype',
  'expiresdefault',
])

/** `Header set Name value` and `Header always set Name value`, which fill tables of their own; conditions make them alternatives. */
function headers(directive: Directive): Entry[] {
  const { value: line } = readHeader(directive)
  if (line?.action !== 'set' || line.early || line.env !== null || line.condition) return []
  return [{ key: `Header ${line.always ? 'always ' : ''}set ${line.field}`, value: line.value, directive }]
}

/** AddType and AddHandler: each extension has the last. */
const extensions = (directive: Directive): Entry[] => {
  const [value = '', ...names] = words(directive)
  return names.map((name) => ({
    key: `${directive.name} for .${name.replace(/^\./, '').toLowerCase()}`,
    value,
    directive,
  }))
}

/** Options without signs replace what stands before them; with signs they add to it. */
function options(directive: Directive): Entry[] {
  const names = words(directive).map((word) => word.toLowerCase())
  return names.every((name) => /^[a-z]/.test(name))
    ? [{ key: 'Options', value: names.sort().join(' '), directive }]
    : []
}

function lastCounts(directive: Directive): Entry[] {
  const key = keyOf(directive)
  const [first = '', ...others] = words(directive)
  if (SINGLE.has(key)) return [{ key: directive.name, value: words(directive).join(' ').toLowerCase(), directive }]
  if (key === 'errordocument') return [{ key: `ErrorDocument ${first}`, value: others.join(' '), directive }]
  if (key === 'expiresbytype')
    return [{ key: `ExpiresByType ${first.toLowerCase()}`, value: others.join(' '), directive }]
  if (key === 'options') return options(directive)
  if (key === 'header') return headers(directive)
  return key === 'addtype' || key === 'addhandler' ? extensions(directive) : []
}

/** mod_alias asks the Redirects of a level in their order, whatever their status. */
function redirects(directive: Directive): Entry[] {
  const { value } = readRedirect(directive, true)
  if (!value || value.path === null || (!value.pattern && !value.path.startsWith('/'))) return []
  return [
    {
      key: `${value.pattern ? 'RedirectMatch' : 'Redirect'} for ${value.path}`,
      value: `${value.status} ${value.url ?? ''}`,
      directive,
    },
  ]
}

function passes(directive: Directive): Entry[] {
  const { value } = readProxyPass(directive, false)
  return value ? [{ key: `${directive.name} for ${value.path ?? ''}`, value: value.url.value, directive }] : []
}

function firstCounts(directive: Directive): Entry[] {
  const key = keyOf(directive)
  const [path = '', ...others] = words(directive)
  if (/^redirect(?:match|permanent|temp)?$/.test(key)) return redirects(directive)
  if (/^(?:script)?alias(?:match)?$/.test(key) && others.length > 0)
    return [
      {
        key: `${key.endsWith('match') ? 'AliasMatch' : 'Alias'} for ${path}`,
        value: `${key} ${others.join(' ')}`,
        directive,
      },
    ]
  if (/^proxypass(?:match)?$/.test(key)) return passes(directive)
  return key === 'virtualhost' ? hosts(directive) : []
}

/** Of the virtual hosts of one address and name, the first is asked. */
function hosts(directive: Directive): Entry[] {
  const name = directive.block?.find((one) => keyOf(one) === 'servername')?.args[0]?.value.toLowerCase()
  return name === undefined
    ? []
    : [
        {
          key: `<VirtualHost ${words(directive).join(' ')}> for ${name}`,
          value: String(directive.range.start.offset),
          directive,
        },
      ]
}

function inLevel(block: readonly Directive[]): Finding[] {
  const shown = (directive: Directive): string =>
    directive.block ? '' : `, \`${[directive.name, ...directive.args.map(({ raw }) => raw)].join(' ')}\`,`
  const first = afterFirst(block.flatMap(firstCounts)).map(({ key, directive, wins, related }): Finding => ({
    ruleId: 'duplicate-directive',
    severity: 'warn',
    range: directive.range,
    related,
    message: `Expected one ${key} here, since httpd takes the first${shown(wins)} and never asks this one: drop it, or merge the two`,
  }))
  const last = lastOfSeveral(block.flatMap(lastCounts)).map(({ key, directive, related }): Finding => ({
    ruleId: 'duplicate-directive',
    severity: 'warn',
    range: directive.range,
    related,
    message: `Expected one ${key} here, since httpd takes the last, this one, and never asks the ${related.length > 1 ? 'others' : 'other'}: drop what is not meant`,
  }))
  return [...first, ...last, ...block.flatMap((directive) => (directive.block ? inLevel(directive.block) : []))]
}

export const repeatedDirectives = (directives: readonly Directive[]): Finding[] => inLevel(directives)
