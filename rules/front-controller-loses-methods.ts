import { defineRule } from '../src/rule.ts'
import { callerOf, isOfNginx, lostAtFront } from '../src/questions/front-controllers.ts'
import type { LostAtFront } from '../src/questions/front-controllers.ts'
import { addTo } from '../src/text/group.ts'
import { placeKey } from '../src/questions/index.ts'
import { methodList, pathName, plainest } from '../src/site/words.ts'

export default defineRule({
  id: 'front-controller-loses-methods',
  severity: 'warn',
  layers: ['nginx', 'apache'],
  summary: 'GET and POST reach a front controller, and other methods meet the files',
  messages: {
    nginx:
      'Expected {{methods}} {{path}} to reach the program that GET and POST reach, instead of the 405 of files: name the script itself, as in `/index.php?$args`, since an index is looked up for GET, HEAD and POST only',
    apache:
      'Expected {{methods}} {{path}} to reach the program that GET and POST reach, instead of the 405 of files: rewrite every method to the script',
    cached:
      'Expected POST {{path}} to reach the program, instead of the 405 of its cached page: look into the cache for GET and HEAD only',
  },
  check({ site, report }) {
    const found = new Map<string, LostAtFront[]>()
    for (const one of lostAtFront(site)) addTo(found, placeKey(one.range), one)
    for (const all of found.values()) {
      const callers = all.flatMap((one) => callerOf(site, one) ?? [])
      const first = plainest(all)
      if (!first) continue
      const { cell, range, cached, controller } = first
      const methods = methodList(all.filter((one) => one.cell.path === cell.path).map((one) => one.cell.method))
      const related = [
        ...(controller ? [{ message: 'where GET ends', range: controller }] : []),
        ...callers.map((caller) => ({ message: 'the call', range: caller })),
      ]
      report({
        message: cached ? 'cached' : isOfNginx(site, first) ? 'nginx' : 'apache',
        range,
        about: all,
        data: { methods, path: pathName(cell) },
        related,
        ...(callers.length === 0 && { severity: 'info' as const }),
      })
    }
  },
})
