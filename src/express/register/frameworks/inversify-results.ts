import { constant, native, objectOf, unknown } from '../../../javascript/value.ts'
import type { ObjectValue, Value } from '../../../javascript/value.ts'

/** What a method of a controller may give instead of a body: an IHttpActionResult. */
export const RESULT: ObjectValue = objectOf()

function result(status: Value, location?: Value): Value {
  const made = objectOf([['statusCode', status], ...(location ? [['location', location] as [string, Value]] : [])])
  made.proto = RESULT
  return made
}

const FIXED: Readonly<Record<string, number>> = {
  ok: 200,
  badRequest: 400,
  internalServerError: 500,
  notFound: 404,
  conflict: 409,
}

const at = (args: readonly Value[], index: number, otherwise: number): Value => args[index] ?? constant(otherwise)

/** `this.json(body, 409)`, `this.notFound()` of BaseHttpController (base_http_controller.js of inversify-express-utils). */
export const resultMakers = (): ObjectValue =>
  objectOf([
    ...Object.entries(FIXED).map(([name, status]): [string, Value] => [
      name,
      native(name, () => result(constant(status))),
    ]),
    ['created', native('created', ({ args }) => result(constant(201), args[0]))],
    ['redirect', native('redirect', ({ args }) => result(constant(302), args[0]))],
    ['statusCode', native('statusCode', ({ args }) => result(at(args, 0, 200)))],
    ['json', native('json', ({ args }) => result(at(args, 1, 200)))],
    ['stream', native('stream', ({ args }) => result(at(args, 2, 200)))],
    ['responseMessage', native('responseMessage', () => unknown('a message'))],
    ['httpContext', unknown('the context')],
  ])
