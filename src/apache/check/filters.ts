import { lookUp } from '../../text/lookup.ts'
import { regexError } from '../words/regex.ts'
import { type ValueCheck, valueOf } from './value.ts'

const substitute: ValueCheck = (directive) => {
  const text = valueOf(directive, 0)
  const delimiter = text.charAt(1)
  const [, from = '', to, flags = '', ...more] = text.split(delimiter === '' ? '\0' : delimiter)
  if (!/^s/i.test(text) || from === '' || to === undefined) return 'Expected s/pattern/text/ behind Substitute'
  const rest = [flags, ...more].join(delimiter)
  if (!/^[infq]*$/i.test(rest)) return `Unknown flag ${rest} of Substitute; write i, n, f or q`
  const bad = /n/i.test(rest) ? null : regexError(from)
  return bad ? `Expected a regular expression behind Substitute: it ${bad}` : null
}

const OUTPUT_FILTERS: Record<string, string> = {
  deflate: 'deflate',
  inflate: 'deflate',
  includes: 'include',
  substitute: 'substitute',
  brotli_compress: 'brotli',
  rate_limit: 'ratelimit',
  sed: 'sed',
  buffer: 'buffer',
  'proxy-html': 'proxy_html',
  xml2enc: 'xml2enc',
  cache: 'cache',
  cache_save: 'cache',
  reflector: 'reflector',
}

const CORE_FILTERS =
  /^(?:core|byterange|content_length|http_header|chunk|old_write|subreq_core|coalesce|http_outerror|reqtimeout|ratelimit|log_input|filter)$/i

/** mod_filter knows a filter by the module that registered it; filters of modules out of sight are not known here. */
const outputFilterByType: ValueCheck = ({ args, name }, { modules }) => {
  if (args.length < 2) return `Expected a filter and at least one media type behind ${name}`
  for (const filter of (args[0]?.value ?? '').split(';')) {
    const module = lookUp(OUTPUT_FILTERS, filter.toLowerCase())
    if (module !== undefined && modules.has(`${module}_module`) === false)
      return `Unknown filter ${filter}: it is mod_${module}'s, which is not loaded`
    const elsewhere = CORE_FILTERS.test(filter) || modules.foreign() || modules.has('ext_filter_module') !== false
    if (module === undefined && !elsewhere) return `Unknown filter ${filter}`
  }
  return null
}

/** Filters of what is sent. */
export const FILTER_CHECKS: Record<string, ValueCheck> = {
  substitute,
  addoutputfilterbytype: outputFilterByType,
}
