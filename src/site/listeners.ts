import { join } from 'node:path'
import { inOther, servicesOf } from '../deployment/service.ts'
import type { Service } from '../deployment/service.ts'
import type { Address, Origin } from '../model/origin.ts'
import { readTarget, type Target } from '../model/upstream.ts'
import { groupBy } from '../text/group.ts'

/** What this machine calls itself, and the addresses that a client of a wildcard listener may use. */
export const isLocal = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d+){1,3}|\[::1\]|0\.0\.0\.0|\[::\]|\*)$/i.test(host)

/** How a target meets an address on which an origin listens; null: it does not, or nothing says so. */
export function meets(target: Target, { host, port, socket }: Address): 'same' | 'other-name' | null {
  if (target.kind === 'unix') return socket !== undefined && socketPath(socket) === target.path ? 'same' : null
  if (socket !== undefined || port !== target.port) return null
  if (host !== null && host.toLowerCase() === target.host) return 'same'
  const listensHere = host === null || isLocal(host)
  if (isLocal(target.host)) return listensHere ? 'same' : null
  return listensHere ? 'other-name' : null
}

const socketPath = (socket: string): string => socket.replace(/^unix:/, '')

/** The name and port that a request to the target carries, where the configuration sets no other. */
export const hostOf = (target: Target): { host: string; port: number; socket?: string } =>
  target.kind === 'unix'
    ? { host: 'localhost', port: 80, socket: target.path }
    : { host: target.host, port: target.port }

/** Which container each origin runs in, as the compose files tell it. */
export interface Containers {
  /** The origins in the container that `from` calls by this name; null: no container is called so. */
  named(from: Origin, host: string): Origin[] | null
  /** Whether `localhost` may mean the same machine to both: two containers are two machines. */
  together(a: Origin, b: Origin): boolean
  /** The path under which `to` sees a socket that `from` calls by a path of its own; null: they share none. */
  socketIn(from: Origin, path: string, to: Origin): string | null
  /** Whether `localhost` is the machine itself, where ports are published. */
  onMachine(origin: Origin): boolean
  /** Who listens behind a port that is published on the machine itself, and the port inside; one entry a service. */
  published(port: number): { origins: Origin[]; target: number }[]
  /** The servers in the container that a file belongs to, where the compose file publishes the port on which they listen; of a file that is
   * in no container, such as what a mounted folder is built from, the only nginx or httpd that is published. */
  publishedBeside(path: string): Origin[]
}

export function containersOf(services: Service[], origins: Origin[], cwd: string): Containers {
  const homes = new Map(origins.map((origin) => [origin, servicesOf(services, join(cwd, origin.range.file))]))
  const homesOf = (origin: Origin): Service[] => homes.get(origin) ?? []
  const inside = (all: Service[]): Origin[] =>
    origins.filter((origin) => homesOf(origin).some((home) => all.includes(home)))
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
      const called = services.filter(
        (one) => one.project === project && (meant.length > 0 ? meant.includes(one.name) : one.names.includes(host)),
      )
      return called.length > 0 ? inside(called) : null
    },
    together: (a, b) => machines(a).some((machine) => machines(b).includes(machine)),
    socketIn(from, path, to) {
      if (homesOf(from).length === 0 && homesOf(to).length === 0) return path
      const places = homesOf(from).flatMap((one) =>
        homesOf(to).flatMap((other) => (one === other ? [path] : (inOther(one, path, other) ?? []))),
      )
      return places[0] ?? null
    },
    onMachine: (origin) => machines(origin).includes(null),
    publishedBeside(path) {
      const own = servicesOf(services, join(cwd, path))
      const published = (own.length > 0 ? own : services).flatMap((service) =>
        inside([service]).filter(({ addresses }) =>
          addresses.some(({ port }) => service.ports.some(({ target }) => target === port)),
        ),
      )
      if (own.length > 0) return published
      const servers = published.filter(({ layer }) => layer !== 'express')
      return servers.length === 1 ? servers : []
    },
    published: (port) =>
      services.flatMap((service) =>
        service.ports
          .filter(({ published }) => published === port)
          .map(({ target }) => ({ origins: inside([service]), target })),
      ),
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

/** Who is at a target, how surely, and what says so. */
export interface Listener {
  to: Origin | null
  sure: boolean
  why: string
}

/** Everything that says who is where. */
export interface Neighbours {
  origins: Origin[]
  containers: Containers
  /** What the configuration says by hand: an upstream's address, and the origins in the folder that it names. */
  backends: { upstream: string; origins: Origin[] }[]
}

const describe = (target: Target): string =>
  target.kind === 'unix' ? `unix:${target.path}` : `${target.host}:${target.port}`

/** Who listens where a proxy sends its requests: what a person says counts first, then containers' names, then addresses. */
export function whoListens(from: Origin, target: Target, neighbours: Neighbours): Listener {
  return byHand(target, neighbours) ?? byContainer(from, target, neighbours) ?? byAddress(from, target, neighbours)
}

function byHand(target: Target, { backends }: Neighbours): Listener | null {
  const said = backends.find(({ upstream }) => {
    const named = readTarget(upstream)
    return named !== null && describe(named) === describe(target)
  })
  return said ? oneOf(said.origins, target, `the configuration's backends name it`) : null
}

function byContainer(from: Origin, target: Target, { containers }: Neighbours): Listener | null {
  if (target.kind === 'unix') return null
  const named = containers.named(from, target.host)
  if (named) return oneOf(named, target, `the compose file calls its container ${target.host}`)
  const isMachine = target.host === 'host.docker.internal' || (isLocal(target.host) && containers.onMachine(from))
  const [published, ...others] = isMachine ? containers.published(target.port) : []
  return published && others.length === 0 && !published.origins.includes(from)
    ? oneOf(published.origins, { ...target, port: published.target }, `the compose file publishes it at ${target.port}`)
    : null
}

/** Of the origins on one machine, the one that listens on the port; where no port is known, the only one there. */
function oneOf(origins: Origin[], target: Target, why: string): Listener {
  const port = target.kind === 'tcp' ? target.port : null
  const listening = origins.filter(({ addresses }) =>
    addresses.some((address) => address.port === port || (address.socket !== undefined && target.kind === 'unix')),
  )
  const open = origins.filter(({ addresses }) =>
    addresses.every((address) => address.port === null && address.socket === undefined),
  )
  const [only, ...others] = listening.length > 0 ? listening : open
  if (only && others.length === 0)
    return {
      to: only,
      sure: true,
      why: `${why}, and ${only.name} ${listening.length > 0 ? `listens on ${port}` : 'is the only server there'}`,
    }
  return {
    to: only ?? null,
    sure: false,
    why: only
      ? `${others.length + 1} servers there may listen on ${describe(target)}`
      : `no server of these files is there on ${describe(target)}`,
  }
}

/** A socket goes by another path in another container, or by none. */
function asSeenBy(origin: Origin, from: Origin, target: Target, containers: Containers): Target {
  return target.kind === 'unix' ? { kind: 'unix', path: containers.socketIn(from, target.path, origin) ?? '' } : target
}

const ports = new WeakMap<Address[], Map<number | null, Address[]>>()

/** The addresses of an origin that a target may meet: a proxy may listen on thousands, and send on to as many. */
function addressesAt({ addresses }: Origin, target: Target): Address[] {
  if (target.kind === 'unix') return addresses
  const byPort = ports.get(addresses) ?? groupBy(addresses, ({ port }) => port)
  ports.set(addresses, byPort)
  return byPort.get(target.port) ?? []
}

/** Sure only where exactly one origin listens there, and by an address that means the same machine. */
function byAddress(from: Origin, target: Target, { origins: all, containers }: Neighbours): Listener {
  const origins =
    target.kind === 'unix' || !isLocal(target.host) ? all : all.filter((origin) => containers.together(from, origin))
  const found = origins.map((origin) => ({
    origin,
    how: addressesAt(origin, target).map((address) => meets(asSeenBy(origin, from, target, containers), address)),
  }))
  const same = found.filter(({ how }) => how.includes('same'))
  const [only] = same
  if (only && same.length === 1)
    return { to: only.origin, sure: true, why: `${only.origin.name} listens on ${describe(target)}` }
  if (only)
    return { to: only.origin, sure: false, why: `${same.length} servers of these files listen on ${describe(target)}` }
  const [named, ...others] = found.filter(({ how }) => how.includes('other-name'))
  if (named && others.length === 0)
    return {
      to: named.origin,
      sure: false,
      why: `${named.origin.name} listens on that port, but nothing says that ${describe(target)} is its machine`,
    }
  return whoMight(target, origins)
}

/** The only application whose port the files do not say. */
function whoMight(target: Target, origins: Origin[]): Listener {
  const open = origins.filter(
    ({ layer, addresses }) =>
      layer === 'express' && addresses.every(({ port, socket }) => port === null && socket === undefined),
  )
  const [guess, ...others] = open
  if (!guess || others.length > 0 || (target.kind === 'tcp' && !isLocal(target.host) && target.host.includes('.'))) {
    return { to: null, sure: false, why: `nobody in these files listens on ${describe(target)}` }
  }
  return { to: guess, sure: false, why: `the files do not say where ${guess.name} listens` }
}
