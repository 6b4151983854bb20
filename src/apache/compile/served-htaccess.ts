import type { Configuration, Htaccess } from '../configuration.ts'
import type { DirConfig } from './dir-config.ts'
import type { Need } from './item.ts'
import { createCore } from './modules/core.ts'
import { readDirectives } from './read-config.ts'
import type { Section } from './section.ts'
import type { ServerConfig } from './server-config.ts'

interface Reading {
  decide(need: Need): boolean
}

/** An `.htaccess` as one server meets it. `config` is null where httpd refuses the file. */
export interface HtaccessSection {
  htaccess: Htaccess
  section: Section | null
}

/** The `.htaccess` files of a server by the folder under which it knows them. */
export function readHtaccess(
  configuration: Configuration,
  server: ServerConfig,
  reading: Reading,
): Map<string, HtaccessSection> {
  const found = new Map<string, HtaccessSection>()
  for (const htaccess of configuration.htaccess(server.section)) {
    if (htaccess.read !== false)
      found.set(htaccess.servedFrom, {
        htaccess,
        section: htaccess.refusal ? null : readHtaccessFile(htaccess, server, reading),
      })
  }
  return found
}

function readHtaccessFile(htaccess: Htaccess, server: ServerConfig, reading: Reading): Section {
  const config: DirConfig = { core: createCore(null) }
  const path = `${htaccess.servedFrom.replace(/\/$/, '')}/`
  readDirectives(htaccess.directives, config, {
    kind: 'htaccess',
    path,
    server,
    limited: null,
    needs: [],
    methods: new Set(),
    decide: reading.decide,
  })
  const range = htaccess.directives[0]?.range ?? htaccess.file.range(0, 0)
  return {
    kind: 'htaccess',
    source: path,
    components: null,
    pattern: null,
    literal: path,
    matches: (text) => text === path,
    range,
    needs: [],
    config,
  }
}
