import type { FunctionValue } from '../../javascript/value.ts'
import { callBack } from '../answer/call.ts'
import { openError } from '../answer/errors.ts'
import { runOption } from '../answer/handler.ts'
import type { End, Failure } from '../answer/handler.ts'
import { argument, lend } from '../answer/native.ts'
import { anUnknown } from '../answer/run.ts'
import { end, optionOf, optionsOf, passingWith, placeOf } from './arrival.ts'
import type { Arrival } from './arrival.ts'

/** multer/lib/make-middleware.js: a form that is refused goes on as an error without a status, or as what `fileFilter` gives. */
export function uploads(arrival: Arrival): End[] {
  const { exchange, facts, handler } = arrival
  const passed = passingWith(arrival, ['file', 'files', 'body'])
  if (facts.exact && !('content-type' in facts.headers)) return [passed]
  const refused = (value: Failure['value'], when: string[]): End => ({
    ...end('next', exchange, when),
    error: { value, place: placeOf(handler) },
  })
  const filter = optionOf(optionsOf(handler.setUp), 'fileFilter')
  const isOpen = filter !== undefined && filter?.kind !== 'function' && filter?.kind !== 'constant'
  const filtered = filter?.kind === 'function' ? filteredBy(filter, arrival) : []
  return [
    { ...passed, when: ['unless the form is refused'] },
    refused(openError(!isOpen), ['if the form is refused']),
    ...filtered,
  ]
}

/** What a `fileFilter` refuses a file with. */
function filteredBy(filter: FunctionValue, arrival: Arrival): End[] {
  const { exchange, handler } = arrival
  const ends = runOption(
    filter,
    (run) => [
      run.request,
      anUnknown('the file'),
      lend('callback', (call) => callBack(call.run, call.site, call.node, run.nextFunction, [argument(call.args, 0)])),
    ],
    arrival,
  )
  return ends.flatMap(({ kind, error, when }): End[] => {
    if (kind === 'next' && !error) return []
    return [
      {
        ...end('next', exchange, when),
        error: kind === 'next' && error ? error : { value: openError(), place: placeOf(handler) },
      },
    ]
  })
}
