/** What starts a container: its entrypoint's words and its command's; null: not in sight. `isOwn`: the command is that of this very stage. */
export interface Start {
  entrypoint: string[] | null
  command: string[] | null
  isOwn?: boolean
}

const UNSEEN: Start = { entrypoint: null, command: null }

/** What the official images of httpd start with. */
const OF_IMAGES: [RegExp, Start][] = [
  [/^httpd(?:[:@]|$)/, { entrypoint: [], command: ['httpd-foreground'] }],
  [/^php:[^@]*\bapache\b/, { entrypoint: ['docker-php-entrypoint'], command: ['apache2-foreground'] }],
]

export const startOfImage = (image: string): Start =>
  OF_IMAGES.find(([name]) => name.test(image.replace(/^(?:docker\.io\/)?(?:library\/)?/, '')))?.[1] ?? UNSEEN

/** `["httpd", "-D", "X"]`, or words for a shell. */
function wordsOf(written: string): string[] {
  if (!written.startsWith('[')) return written.split(/\s+/).filter(Boolean)
  return [...written.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word)
}

/** What a Dockerfile's CMD or ENTRYPOINT makes of the start so far; an entrypoint takes away the command of the image below. */
export function withInstruction({ entrypoint, command, isOwn = false }: Start, name: string, rest: string): Start {
  const words = wordsOf(rest.trim())
  if (name === 'CMD') return { entrypoint, command: words, isOwn: true }
  return { entrypoint: words, command: isOwn ? command : [], isOwn }
}

/** The words that a container is started with, given what a compose file says over its image; null: not in sight. */
export function startWords(image: Start, over: { entrypoint?: string[]; command?: string[] }): string[] | null {
  const entrypoint = over.entrypoint ?? image.entrypoint
  const command = over.command ?? (over.entrypoint ? [] : image.command)
  return entrypoint && command && [...entrypoint, ...command]
}

/** Those of the words that start a container which are in sight: of an image's own entrypoint nothing is. */
export const wordsInSight = (image: Start, over: { entrypoint?: string[]; command?: string[] } = {}): string[] => [
  ...(over.entrypoint ?? image.entrypoint ?? []),
  ...(over.command ?? (over.entrypoint ? [] : (image.command ?? []))),
]
