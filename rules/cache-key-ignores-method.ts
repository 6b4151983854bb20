import { defineRule } from '../src/rule.ts'
import { blindKeys } from './cache-key-ignores-method/cache-keys.ts'
import { placeKey } from '../src/questions/index.ts'
import { pathName } from '../src/site/words.ts'
import type { Directive } from '../src/text/directive.ts'

/** The key as it stands, or as nginx has it, with the method in front; fastcgi_cache and its like have none of their own. */
function withMethod(key: Directive | null, module: string): string {
  const raw =
    key?.args[0]?.raw ?? (module === 'proxy' ? '$scheme$proxy_host$request_uri' : '"$scheme$host$request_uri"')
  return `${module}_cache_key ${raw.replace(/^["']?/, (quote) => `${quote}$request_method`)};`
}

export default defineRule({
  id: 'cache-key-ignores-method',
  severity: 'error',
  layers: ['nginx'],
  summary: 'A cache gives the answer to one method to another',
  spec: 'RFC 9111 §2',
  messages: {
    POST: 'Expected $request_method in the cache key, without which nginx gives what it kept of POST {{path}} to the next GET: write `{{key}}`',
    HEAD: 'Expected $request_method in the cache key, without which nginx gives what it kept of HEAD {{path}}, which is empty, to the next GET: write `{{key}}`',
    unconverted:
      'Expected $request_method in the cache key, without which nginx gives what it kept of HEAD {{path}}, which is empty, to the next GET: leave proxy_cache_convert_head on, or write `{{key}}`',
  },
  check({ site, report }) {
    for (const { method, place, passed, key, cell, module, sure } of blindKeys(site)) {
      const message = method === 'HEAD' && module === 'proxy' ? 'unconverted' : method
      report({
        message,
        range: place,
        data: { path: pathName(cell), key: withMethod(key, module) },
        related: [
          ...(key && placeKey(key.range) !== placeKey(place) ? [{ message: 'the key', range: key.range }] : []),
          { message: 'the answers that are kept', range: passed },
        ],
        ...(!sure && { severity: 'warn' }),
      })
    }
  },
})
