import { defineRule } from '../src/rule.ts'
import { changedMethods } from './proxy-changes-method/changed-methods.ts'
import { placeKey } from '../src/questions/index.ts'
import { pathName } from '../src/site/words.ts'

export default defineRule({
  id: 'proxy-changes-method',
  severity: 'warn',
  layers: ['nginx', 'apache'],
  summary: 'The application behind a proxy gets another method than the client used',
  messages: {
    method:
      'Expected {{method}} {{path}} to be sent on as {{method}}, and this makes every method {{sent}}: leave it out',
    page: 'Expected {{method}} {{path}} to be sent on as {{method}}, and an error page at a path is asked for with GET: name a location (`= @app`), which keeps the method',
    document:
      'Expected {{method}} {{path}} to reach the application as {{method}}, and an error document is asked for with GET, whose answer the client gets: pass the path on with ProxyPass or `RewriteRule … [P]`',
    unset:
      'Expected REQUEST_METHOD to reach the program, which cannot tell {{method}} {{path}} without it: leave this line out',
    script:
      'Expected `fastcgi_param REQUEST_METHOD $request_method;` among the parameters here, without which the program cannot tell {{method}} {{path}}: add it, or include fastcgi_params',
  },
  check({ site, report }) {
    for (const { kind, place, cell, sent, passed, severity } of changedMethods(site)) {
      report({
        message: kind,
        range: place,
        data: { method: cell.method, path: pathName(cell), sent },
        ...(severity && { severity }),
        related:
          placeKey(passed) === placeKey(place) ? [] : [{ message: `sent on from here as ${sent}`, range: passed }],
      })
    }
  },
})
