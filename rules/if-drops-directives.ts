import { defineRule } from '../src/rule.ts'
import { addTo } from '../src/text/group.ts'
import { leftBehind } from './if-drops-directives/left-behind.ts'
import type { LeftBehind } from './if-drops-directives/left-behind.ts'
import { placeKey } from '../src/questions/index.ts'
import { methodList, pathName, plainest } from '../src/site/words.ts'

export default defineRule({
  id: 'if-drops-directives',
  severity: 'warn',
  layers: ['nginx'],
  summary: 'An if that holds leaves the try_files of its location behind',
  messages: {
    left: 'Expected {{methods}} {{path}} to go through try_files, which this `if` leaves behind when it holds: where no such file is, the answer is {{status}}; set a variable with `map` instead, or move the `if` to a location of its own',
  },
  check({ site, report }) {
    const found = new Map<string, LeftBehind[]>()
    for (const one of leftBehind(site)) addTo(found, placeKey(one.range), one)
    for (const all of found.values()) {
      // Of a folder nobody knows whether it has an index.
      const first = plainest(all.filter((one) => !one.cell.path.endsWith('/'))) ?? plainest(all)
      if (!first) continue
      const { range, tryFiles, status, cell } = first
      const methods = methodList(
        all.filter((one) => one.cell.path === cell.path && one.status === status).map((one) => one.cell.method),
      )
      report({
        message: 'left',
        range,
        about: all,
        data: { methods, path: pathName(cell), status },
        related: [{ message: 'what it leaves behind', range: tryFiles.range }],
      })
    }
  },
})
