import { join } from 'node:path'
import { servicesOf, type Service } from '../deployment/service.ts'
import type { Origin } from '../model/origin.ts'

/** Which container each origin runs in, as the compose files tell it. */
export interface Containers {
  /** The origins in the container that `from` calls by this name; null: no container is called so. */
  named(from: Origin, host: string): Origin[] | null
  /** Whether `localhost` may mean the same machine to both: two containers are two machines. */
  together(a: Origin, b: Origin): boolean
  /** Whether `localhost` is the machine itself, where ports are published. */
  onMachine(origin: Origin): boolean
  /** Who listens behind a port that is published on the machine itself, and the port inside; one entry a service. */
  published(port: number): { origins: Origin[]; target: number }[]
}

export function containersOf(services: Service[], origins: Origin[], cwd: string): Containers {
  const homes = new Map(origins.map((origin) => [origin, servicesOf(services, join(cwd, origin.range.file))]))
  const homesOf = (origin: Origin): Service[] => homes.get(origin) ?? []
  const inside = (all: Service[]): Origin[] => origins.filter((origin) => homesOf(origin).some((home) => all.includes(home)))
  const projects = new Set(services.map(({ project }) => project))
  const machines = (origin: Origin): (Service | null)[] => {
    const own = homesOf(origin)
    return own.length > 0 ? own.map((service) => machineOf(service, services)) : [null]
  }
  return {
    named(from, host) {
      const own = homesOf(from)
      const project = own[0]?.project ?? (projects.size === 1 ? [...projects][0] : undefined)
      const meant = own.flatMap(({ links }) => links.get(host) ?? [])
      const called = services.filter((one) => one.project === project && (meant.length > 0 ? meant.includes(one.name) : one.names.includes(host)))
      return called.length > 0 ? inside(called) : null
    },
    together: (a, b) => machines(a).some((machine) => machines(b).includes(machine)),
    onMachine: (origin) => machines(origin).includes(null),
    published: (port) => services.flatMap((service) => service.ports.filter(({ published }) => published === port).map(({ target }) => ({ origins: inside([service]), target }))),
  }
}

/** The service whose `localhost` it shares; null: the machine itself. A ring of services comes to its own end. */
function machineOf(service: Service, services: Service[]): Service | null {
  const seen = new Set<Service>()
  for (let at = service; !seen.has(at);) {
    seen.add(at)
    const { network, project } = at
    if (network === 'machine') return null
    if (network === 'own') return at
    at = services.find((one) => one.project === project && one.name === network.service) ?? at
  }
  return service
}
