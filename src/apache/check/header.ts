import { readHeader } from '../words/header.ts'
import type { ValueCheck } from './value.ts'

const header: ValueCheck = (directive) => readHeader(directive).refused

export const HEADER_CHECKS: Record<string, ValueCheck> = { header, requestheader: header }
