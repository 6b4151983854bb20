import { expressionError } from '../words/expression/parse.ts'
import { readProxyPass } from '../words/proxy-pass.ts'
import { perDirectory, type ValueCheck, valueOf } from './value.ts'

/** set_proxy_error_override, a word at a time: On, and statuses behind it. */
const errorOverride: ValueCheck = ({ args }) => {
  let on: boolean | null = null
  for (const word of args) {
    const value = word.value.toLowerCase()
    if (value === 'on' || value === 'off') on = value === 'on'
    else if (on === null) return { message: 'Expected On or Off behind ProxyErrorOverride', word }
    else if (!on || !/^[45]\d\d/.test(value))
      return { message: `Expected On and statuses from 400 to 599 behind ProxyErrorOverride, not ${word.value}`, word }
  }
  return null
}

const proxyPass: ValueCheck = (directive, around) => readProxyPass(directive, perDirectory(around)).refused

const fcgiVariable: ValueCheck = (directive) => {
  const bad = expressionError(valueOf(directive, 0))
  return bad ? `Expected an expression behind ProxyFCGISetEnvIf: it ${bad}` : null
}

const reverse: ValueCheck = (directive, around) => {
  const words = directive.args.filter(({ value }) => value.toLowerCase() !== 'interpolate').length
  return !perDirectory(around) && words < 2 ? `Expected a path and a URL behind ${directive.name}` : null
}

/** What is passed on, and how. */
export const PROXY_CHECKS: Record<string, ValueCheck> = {
  proxyerroroverride: errorOverride,
  proxypassreverse: reverse,
  proxypass: proxyPass,
  proxypassmatch: proxyPass,
  proxyfcgisetenvif: fcgiVariable,
}
