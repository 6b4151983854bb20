import { pcreRefusal } from '../../regex/pcre.ts'

/** What httpd has against a pattern; it compiles with PCRE2_DUPNAMES (ap_regcomp). */
export const regexError = (pattern: string): string | null => pcreRefusal(pattern, { dupNames: true })
