import type { ExternalValue, Value } from '../../javascript/value.ts'
import type { Run } from '../answer/run.ts'
import { lookUp } from '../../text/lookup.ts'

/** `all`: whatever is called of it; else these, since programs add methods of their own, which throw what they like; `hooked`: those before
 * which hooks of the program run, if it has any. */
type Methods = 'all' | { own: ReadonlySet<string>; hooked?: { by: string; methods: ReadonlySet<string> } }

const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const PROMISE = 'then catch finally'
const MONGOOSE: Methods = {
  own: names(`${PROMISE} model connection db collection startSession find findOne findById count countDocuments estimatedDocumentCount distinct exists aggregate exec lean populate sort limit skip select where equals
    in nin ne gt lt gte lte regex or and nor session collation hint match group project unwind lookup isModified markModified toObject toJSON`),
  hooked: {
    by: 'pre',
    methods: names(
      'save create insertMany validate remove deleteOne deleteMany updateOne updateMany update replaceOne bulkWrite findByIdAndUpdate findOneAndUpdate findByIdAndDelete findOneAndDelete findByIdAndRemove findOneAndRemove findOneAndReplace',
    ),
  },
}

/** Hooks stand in the options of a model, where nobody reads them by name: what runs them is left out. */
const SEQUELIZE: Methods = {
  own: names(`${PROMISE} define model models authenticate query transaction commit rollback literal fn col cast where findAll findOne findByPk findById findAndCountAll findAndCount count max min sum aggregate
    scope unscoped reload toJSON get`),
}

/** Packages whose errors bear no status of an answer: neither `status` nor `statusCode`. */
const PLAIN: Readonly<Record<string, Methods>> = {
  mongoose: MONGOOSE,
  sequelize: SEQUELIZE,
  // What they put on the request fails as the store of the sessions does.
  passport: { own: names('login logIn logout logOut') },
  'express-session': { own: names('save regenerate destroy reload') },
  ...Object.fromEntries(
    `mongodb @prisma/client pg knex ioredis redis mysql mysql2 mysql2/promise bcrypt bcryptjs jsonwebtoken nodemailer node-fetch uuid zod yup formidable busboy archiver
    fs fs/promises crypto zlib dns dns/promises`
      .trim()
      .split(/\s+/)
      .map((name) => [name, 'all' as const]),
  ),
}

/** The package that a value comes from, where that is one of these. */
export function plainSource(value: Value | null): string | undefined {
  if (value?.kind === 'unknown') return value.from
  if (value?.kind === 'class') return plainSource(value.parent)
  if (value?.kind !== 'external') return undefined
  if (value.package.endsWith('util') && value.path.at(-1) === 'promisify' && value.args?.[0])
    return plainSource(value.args[0])
  const name = value.package.replace(/^node:/, '')
  const methods = Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined
  return methods && (methods === 'all' || isOwn(value, methods.own)) ? name : undefined
}

/** Whether what is taken of what a call gave, such as a model, is the package's own. */
function isOwn(value: ExternalValue, own: ReadonlySet<string>): boolean {
  for (let at = value; at.of; at = at.of)
    if (at.args === null && at.of.args !== null && !own.has(at.path.at(-1) ?? '')) return false
  return true
}

/** The same of a member, called or read. */
export function memberSource(run: Run, value: Value | null, key: string | null): string | undefined {
  const name = plainSource(value)
  const methods = name === undefined ? undefined : lookUp(PLAIN, name)
  if (!methods || methods === 'all') return name
  if (key === null) return undefined
  if (methods.own.has(key)) return name
  return methods.hooked?.methods.has(key) && !run.isRead(methods.hooked.by) ? name : undefined
}
