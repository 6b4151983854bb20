import * as jsonc from 'jsonc-parser'
import picomatch from 'picomatch'
import { provide } from '../browser/module.ts'

provide('jsonc-parser', () => jsonc)
provide('picomatch', () => picomatch)
