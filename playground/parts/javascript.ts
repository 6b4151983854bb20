// The parser of JavaScript and TypeScript: large, and loaded for scripts alone.
export * as estree from '@typescript-eslint/typescript-estree'
export * as scopes from '@typescript-eslint/scope-manager'
