import * as yaml from 'yaml'
import { provide } from '../browser/module.ts'

provide('yaml', () => yaml)
