import type { Files } from '../protocol.ts'

const HEAD = /^# configuration file (\/?\S+):$/gm

/** The files of `nginx -T`, under names below one folder; null: it is none. */
export function filesOfDump(text: string): Files | null {
  const heads = [...text.matchAll(HEAD)]
  const [first] = heads
  if (!first) return null
  const root = (first[1] ?? '').replace(/[^/]*$/, '')
  return Object.fromEntries(
    heads.map((head, index) => {
      const path = head[1] ?? ''
      const content = text.slice(head.index + head[0].length + 1, heads[index + 1]?.index).replace(/\n+$/, '\n')
      return [path.startsWith(root) ? path.slice(root.length) : path.replace(/^\/+/, ''), content]
    }),
  )
}
