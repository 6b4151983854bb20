/** `80`, `127.0.0.1:80`, `[::1]:80`, `*`, `_default_:443`. `host` null: any address; `port` null: any port. */
export function readAddress(text: string): { host: string | null; port: number | null } {
  const bare = /^\d+$/.test(text) ? `*:${text}` : text
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+|\*))?$/.exec(bare) ?? []
  const isAny =
    host === '*' || host === '' || host.toLowerCase() === '_default_' || host === '0.0.0.0' || host === '[::]'
  return {
    host: isAny ? null : host.replace(/^\[|\]$/g, ''),
    port: port === undefined || port === '*' ? null : Number(port),
  }
}

/** `https://example.com:443`, each part but the name left out at will. */
export function readServerName(text: string): { host: string; port: number | null; scheme: string | null } {
  const [, scheme, host = '', port] = /^(?:(https?):\/\/)?([^:]*)(?::(\d+))?$/i.exec(text) ?? []
  return {
    host: host.toLowerCase(),
    port: port === undefined ? null : Number(port),
    scheme: scheme?.toLowerCase() ?? null,
  }
}
