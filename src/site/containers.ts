import { join } from 'node:path'
import { serviceOf, type Service } from '../deployment/service.ts'
import type { Origin } from '../model/origin.ts'

/** Which container each origin runs in, as the compose files tell it. */
export interface Containers {
  /** The origins in the container that `from` calls by this name; null: no container is called so. */
  named(from: Origin, host: string): Origin[] | null
  /** Whether `localhost` means the same machine to both: two containers are two machines. */
  together(a: Origin, b: Origin): boolean
  /** Who listens behind a port that is published on the machine itself, and the port inside; one entry a service. */
  published(port: number): { origins: Origin[]; target: number }[]
}

export function containersOf(services: Service[], origins: Origin[], cwd: string): Containers {
  const home = new Map(origins.map((origin) => [origin, serviceOf(services, join(cwd, origin.range.file))]))
  const inside = (service: Service): Origin[] => origins.filter((origin) => home.get(origin) === service)
  const projects = new Set(services.map(({ project }) => project))
  return {
    named(from, host) {
      const project = home.get(from)?.project ?? (projects.size === 1 ? [...projects][0] : undefined)
      const [service, ...others] = services.filter((one) => one.project === project && one.names.includes(host))
      return service && others.length === 0 ? inside(service) : null
    },
    together: (a, b) => (home.get(a) ?? null) === (home.get(b) ?? null),
    published: (port) => services.flatMap((service) => service.ports.filter(({ published }) => published === port).map(({ target }) => ({ origins: inside(service), target }))),
  }
}
