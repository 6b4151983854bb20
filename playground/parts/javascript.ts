// The parser of JavaScript and TypeScript: large, and loaded for scripts alone.
import * as estree from '@typescript-eslint/typescript-estree'
import * as scopes from '@typescript-eslint/scope-manager'
import typescript from 'typescript'
import { provide } from '../browser/module.ts'

provide('@typescript-eslint/typescript-estree', () => estree)
provide('@typescript-eslint/scope-manager', () => scopes)
provide('typescript', () => typescript)
