declare module 'path-to-regexp-0.1' {
  interface Key {
    name: string | number
    optional: boolean
    offset: number
  }
  export default function pathToRegexp(
    path: string | RegExp,
    keys: Key[],
    options: { strict?: boolean; end?: boolean; sensitive?: boolean },
  ): RegExp
}
