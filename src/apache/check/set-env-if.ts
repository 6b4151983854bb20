import { readSetEnvIf } from '../words/set-env-if.ts'
import type { ValueCheck } from './value.ts'

const setEnvIf: ValueCheck = (directive) => readSetEnvIf(directive).refused

export const SET_ENV_IF_CHECKS: Record<string, ValueCheck> = {
  setenvif: setEnvIf,
  setenvifnocase: setEnvIf,
  browsermatch: setEnvIf,
  browsermatchnocase: setEnvIf,
  setenvifexpr: setEnvIf,
}
