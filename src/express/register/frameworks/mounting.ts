import { placeOf } from '../../../javascript/provenance.ts'
import type { Machine } from '../../../javascript/machine.ts'
import type { Module } from '../../../javascript/scope.ts'
import { UNDEFINED } from '../../../javascript/value.ts'
import type { Call, ClassValue, Value } from '../../../javascript/value.ts'
import { addController, isDecorated } from './controllers.ts'
import type { Manner } from './controllers.ts'
import { makeRouter, routerHost } from '../host.ts'
import type { Counter } from '../host.ts'
import { importsOf } from '../importers.ts'
import { pathsOf } from '../paths.ts'
import type { PathValue, RouterModel } from '../stack.ts'

export interface Making {
  machine: Machine
  found: RouterModel[]
  counter: Counter
}

/** A router of controllers, mounted at a prefix that may be set later: the list of paths is the mount's own. */
export function mountControllers(
  { machine, found, counter }: Making,
  app: RouterModel,
  controllers: ClassValue[],
  call: Call,
  handlers?: Manner['handlers'],
): PathValue[] {
  const range = placeOf(call.module, call.node)
  const router = makeRouter('router', range, UNDEFINED)
  found.push(router)
  routerHost(machine, router, counter)
  for (const controller of controllers)
    addController(machine, router, counter, controller, handlers && { placed: ({ paths: own }) => own, handlers })
  const paths: PathValue[] = [{ kind: 'string', value: '/' }]
  app.stack.push({
    kind: 'use',
    method: null,
    paths,
    handlers: [{ kind: 'router', router, range }],
    range,
    via: [range],
    routeId: counter.next++,
    when: null,
  })
  return paths
}

export function setPrefix(paths: PathValue[], value: Value | undefined): void {
  if (value)
    paths.splice(
      0,
      paths.length,
      ...pathsOf(value, 'a prefix').map((path): PathValue =>
        path.kind === 'string' ? { ...path, value: `/${path.value}`.replace(/\/{2,}/g, '/') } : path,
      ),
    )
}

/** The controllers among the classes of some files. */
export const controllersIn = (machine: Machine, files: ReadonlySet<string>): ClassValue[] =>
  [...machine.classes.values()].filter((value) => files.has(value.module.file.absolute) && isDecorated(value))

/** A file and all that it imports, as far as they are read. */
export function reachedFrom(machine: Machine, from: Module): Set<string> {
  const found = new Set([from.file.absolute])
  for (const path of found) {
    const module = machine.load(path)
    if (module) for (const next of importsOf(module.file, machine.resolve)) found.add(next)
  }
  return found
}
