/** The path of a request's target, without its query. */
export const pathIn = (target: string): string => target.replace(/[?#].*/s, '')
