import { AskedMethod } from '../../model/asked-method.ts'
import { everyRun } from '../../model/choices.ts'
import { allBut, methods } from '../../model/method-set.ts'
import type { MethodSet } from '../../model/method-set.ts'
import type { Request } from '../../model/request.ts'
import { newExchange } from '../answer/exchange.ts'
import { holds } from '../answer/expression.ts'
import type { Httpd } from '../compile/httpd.ts'
import type { ApacheDirective } from '../read/directive.ts'
import { asksOnly, conditionOf } from '../words/expression/section.ts'
import { NAMED, UNHEARD_OF } from './method-guards.ts'

/** The methods for which an If holds, when it goes by the method alone. */
export function methodsOfIf(httpd: Httpd, directive: ApacheDirective): MethodSet | null {
  const condition = conditionOf(directive)
  if (!condition.expression || !asksOnly(condition.expression, 'REQUEST_METHOD')) return null
  const takes = (method: string): boolean | null => {
    const request: Request = { method, scheme: 'http', host: '', port: 80, target: '/', headers: {}, others: 'unknown' }
    const asked = new AskedMethod(method)
    const runs = everyRun(
      (choices) =>
        holds(
          newExchange(
            { httpd, server: httpd.main, request, backend: undefined, asked, choices, steps: [], assumed: new Set() },
            asked,
            '/',
            null,
          ),
          condition,
        ),
      2,
    )
    return runs.length === 1 ? (runs[0]?.result ?? null) : null
  }
  const rest = takes(UNHEARD_OF)
  const verdicts = NAMED.map((method) => [method, takes(method)] as const)
  if (rest === null || verdicts.some(([, verdict]) => verdict === null)) return null
  const differing = verdicts.filter(([, verdict]) => verdict !== rest).map(([method]) => method)
  return rest ? allBut(...differing) : methods(...differing)
}
