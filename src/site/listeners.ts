import type { Origin } from '../model/origin.ts'
import { isLocal, meets, parseTarget } from './address.ts'
import type { Target } from './address.ts'
import type { Containers } from './containers.ts'

/** Who is at a target, how surely, and what says so. */
export interface Listener { to: Origin | null; sure: boolean; why: string }

/** Everything that says who is where. */
export interface Neighbours {
  origins: Origin[]
  containers: Containers
  /** What the configuration says by hand: an upstream's address, and the origins in the folder that it names. */
  backends: { upstream: string; origins: Origin[] }[]
}

const describe = (target: Target): string => (target.kind === 'unix' ? `unix:${target.path}` : `${target.host}:${target.port}`)

/** Who listens where a proxy sends its requests: what a person says counts first, then containers' names, then addresses. */
export function whoListens(from: Origin, target: Target, neighbours: Neighbours): Listener {
  return byHand(target, neighbours) ?? byContainer(from, target, neighbours) ?? byAddress(from, target, neighbours)
}

function byHand(target: Target, { backends }: Neighbours): Listener | null {
  const said = backends.find(({ upstream }) => {
    const named = parseTarget(upstream)
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
  const listening = origins.filter(({ addresses }) => addresses.some((address) => address.port === port || address.socket !== undefined && target.kind === 'unix'))
  const open = origins.filter(({ addresses }) => addresses.every((address) => address.port === null && address.socket === undefined))
  const [only, ...others] = listening.length > 0 ? listening : open
  if (only && others.length === 0) return { to: only, sure: true, why: `${why}, and ${only.name} ${listening.length > 0 ? `listens on ${port}` : 'is the only server there'}` }
  return { to: only ?? null, sure: false, why: only ? `${others.length + 1} servers there may listen on ${describe(target)}` : `no server of these files is there on ${describe(target)}` }
}

/** Sure only where exactly one origin listens there, and by an address that means the same machine. */
function byAddress(from: Origin, target: Target, { origins: all, containers }: Neighbours): Listener {
  const local = target.kind === 'unix' || isLocal(target.host)
  const origins = local ? all.filter((origin) => containers.together(from, origin)) : all
  const found = origins.map((origin) => ({ origin, how: origin.addresses.map((address) => meets(target, address)) }))
  const same = found.filter(({ how }) => how.includes('same'))
  const [only] = same
  if (only && same.length === 1) return { to: only.origin, sure: true, why: `${only.origin.name} listens on ${describe(target)}` }
  if (only) return { to: only.origin, sure: false, why: `${same.length} servers of these files listen on ${describe(target)}` }
  const [named, ...others] = found.filter(({ how }) => how.includes('other-name'))
  if (named && others.length === 0) return { to: named.origin, sure: false, why: `${named.origin.name} listens on that port, but nothing says that ${describe(target)} is its machine` }
  return whoMight(target, origins)
}

/** The only application whose port the files do not say. */
function whoMight(target: Target, origins: Origin[]): Listener {
  const open = origins.filter(({ layer, addresses }) => layer === 'express' && addresses.every(({ port, socket }) => port === null && socket === undefined))
  const [guess, ...others] = open
  if (!guess || others.length > 0 || (target.kind === 'tcp' && !isLocal(target.host) && target.host.includes('.'))) {
    return { to: null, sure: false, why: `nobody in these files listens on ${describe(target)}` }
  }
  return { to: guess, sure: false, why: `the files do not say where ${guess.name} listens` }
}
