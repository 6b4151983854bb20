import type { Answer, Ask, Change, Files, Query, Spot } from '../protocol.ts'
import { find, make } from './dom.ts'
import { type Acts, drawFindings, drawMap, drawTrace, type Told } from './draw.ts'
import { dropped } from './dropped.ts'
import { filesOfDump } from './dump.ts'
import { type Editor, plainEditor, type Typed } from './editor.ts'
import { EXAMPLES, theShop } from './examples.ts'
import { inTabOrder, isScript } from './names.ts'
import { fromFragment, type Shared, toFragment } from './share.ts'
import { drawTabs, stepFrom } from './tabs.ts'

/** How long the typing rests before the engine is asked, in milliseconds. */
const PAUSE = 120

let files: Files = {}
let shown = ''
let told: Told | null = null
let asked = 0

const tabs = find('tabs', HTMLElement)
const status = find('status', HTMLElement)
const method = find('method', HTMLInputElement)
const url = find('url', HTMLInputElement)
const headers = find('headers', HTMLTextAreaElement)
const worker = new Worker('worker.js', { type: 'module' })

const queryNow = (): Query => ({
  method: method.value.trim() || 'GET',
  url: /^[a-z][a-z\d+.-]*:\/\//i.test(url.value)
    ? url.value.trim()
    : `http://localhost${url.value.startsWith('/') ? '' : '/'}${url.value.trim()}`,
  headers: Object.fromEntries(
    headers.value.split('\n').flatMap((line) => {
      const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(line.trim()) ?? []
      return name === undefined || value === undefined ? [] : [[name, value]]
    }),
  ),
})

const typed: Typed = (name, text) => {
  files[name] = text
  later()
}
const box = find('editor', HTMLElement)
let view: Editor = plainEditor(box, typed)

/** The field gives way to an editor with colours, once that is there: nobody waits for it. */
async function furnish(): Promise<void> {
  const { codeEditor } = await import('./code-editor.ts')
  const [start, end] = view.selection()
  const hadFocus = view.hasFocus()
  box.replaceChildren()
  view = codeEditor(box, typed)
  view.open(shown, files[shown] ?? '')
  if (told) view.mark(told.found, apply)
  if (hadFocus) view.goTo(start, end)
}
let furnished: Promise<void> | undefined

let timer: ReturnType<typeof setTimeout> | undefined
function later(): void {
  clearTimeout(timer)
  timer = setTimeout(ask, PAUSE)
}

function ask(): void {
  if (Object.keys(files).some(isScript)) status.dataset.scripts = 'yes'
  else delete status.dataset.scripts
  const message: Ask = { id: ++asked, files, query: queryNow() }
  document.body.dataset.state = 'busy'
  worker.postMessage(message)
}

const acts: Acts = {
  goTo: ({ file, start, end }: Spot) => {
    if (Object.hasOwn(files, file)) {
      choose(file)
      view.goTo(start, end)
    }
  },
  apply,
  ask(name, host, path) {
    method.value = name === 'other' ? 'BREW' : name
    url.value = `http://${host.replace(/^\*/, 'localhost').replace(/:80$/, '')}${path.replace(/:\w+|\*\w*/g, '1')}`
    ask()
  },
}

worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
  if (data.id !== asked) return
  document.body.dataset.state = 'ready'
  if ('fault' in data) {
    status.textContent = data.fault
    return
  }
  told = data
  const errors = data.found.filter(({ severity }) => severity === 'error').length
  status.textContent = [
    `${data.found.length} ${data.found.length === 1 ? 'finding' : 'findings'}`,
    ...(errors > 0 ? [`${errors} of them errors`] : []),
    ...data.faults,
  ].join(', ')
  drawFindings(find('findings', HTMLElement), data, acts)
  drawTrace(find('trace', HTMLElement), data, acts)
  drawMap(find('map', HTMLElement), data, acts)
  view.mark(data.found, apply)
  furnished ??= furnish()
})

function choose(name: string): void {
  if (name !== shown) {
    shown = name
    view.open(name, files[name] ?? '')
    if (told) view.mark(told.found, apply)
  }
  drawTabs(tabs, inTabOrder(Object.keys(files)), shown, choose)
}

function show({ files: given, query }: Shared): void {
  files = { ...given }
  shown = ''
  told = null
  method.value = query.method
  url.value = query.url
  headers.value = Object.entries(query.headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
  choose(Object.keys(files).find((name) => /nginx\.conf$/.test(name)) ?? Object.keys(files)[0] ?? '')
  ask()
}

/** Edits one after the other from the end, so that the earlier offsets stay right. */
function apply({ edits }: Change): void {
  for (const { file, start, end, text } of [...edits].sort((a, b) => b.start - a.start)) {
    const before = files[file]
    if (before !== undefined) files[file] = before.slice(0, start) + text + before.slice(end)
  }
  view.open(shown, files[shown] ?? '')
  ask()
}

function take(more: Files): void {
  files = { ...files, ...more }
  const [first] = Object.keys(more)
  if (first !== undefined) {
    shown = ''
    choose(first)
  }
  ask()
}

const dialog = find('named', HTMLDialogElement)
const name = find('name', HTMLInputElement)

/** Asks for a file's name. */
function askName(title: string, value: string, use: (name: string) => void): void {
  find('named-title', HTMLElement).textContent = title
  name.value = value
  dialog.showModal()
  name.select()
  dialog.addEventListener(
    'close',
    () => {
      const given = name.value.trim().replace(/^\/+/, '')
      if (dialog.returnValue === 'ok' && given !== '') use(given)
    },
    { once: true },
  )
}

const on = (id: string, act: () => void): void => {
  find(id, HTMLElement).addEventListener('click', act)
}
on('add', () => {
  askName('Name of the new file', 'app.js', (given) => {
    take({ [given]: files[given] ?? '' })
  })
})
on('rename', () => {
  askName(`New name of ${shown}`, shown, (given) => {
    files = Object.fromEntries(Object.entries(files).map(([one, text]) => [one === shown ? given : one, text]))
    shown = ''
    choose(given)
    ask()
  })
})
on('remove', () => {
  const { [shown]: _, ...left } = files
  files = Object.keys(left).length > 0 ? left : { 'nginx.conf': '' }
  shown = ''
  choose(Object.keys(files)[0] ?? '')
  ask()
})
on('share', async () => {
  history.replaceState(null, '', await toFragment({ files, query: queryNow() }))
  await navigator.clipboard?.writeText(location.href).catch(() => undefined)
  status.textContent = 'The link in the address bar holds these files'
})

find('request', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault()
  ask()
})
for (const field of [method, url, headers]) field.addEventListener('input', later)

tabs.addEventListener('keydown', (event) => {
  const names = inTabOrder(Object.keys(files))
  const next = stepFrom(event.key, names.indexOf(shown), names.length)
  if (next === null) return
  event.preventDefault()
  choose(names[next] ?? shown)
})

document.addEventListener(
  'paste',
  (event) => {
    const found = filesOfDump(event.clipboardData?.getData('text/plain').replaceAll('\r\n', '\n') ?? '')
    if (!found) return
    event.preventDefault()
    event.stopPropagation()
    files = {}
    take(found)
  },
  true,
)
document.addEventListener('dragover', (event) => {
  event.preventDefault()
})
document.addEventListener(
  'drop',
  async (event) => {
    event.preventDefault()
    if (!event.dataTransfer) return
    const { files: found, left } = await dropped(event.dataTransfer.items).catch((error: unknown) => {
      status.textContent = error instanceof Error ? error.message : String(error)
      return { files: {}, left: 0 }
    })
    if (Object.keys(found).length > 0) take(found)
    if (left > 0) status.textContent = `${left} files were left out: too large, too many or no text`
  },
  true,
)

const examples = find('examples', HTMLSelectElement)
examples.append(
  ...EXAMPLES.map((one, index) => make('option', { value: String(index) }, one.name)),
  make('option', { value: 'shop' }, 'The shop (loads the JavaScript parser)'),
)
examples.addEventListener('change', async () => {
  const one = examples.value === 'shop' ? await theShop() : EXAMPLES[Number(examples.value)]
  if (one) show(one)
})

const open = async (): Promise<void> => {
  const [first] = EXAMPLES
  const shared = (await fromFragment(location.hash)) ?? first
  if (shared) show(shared)
}
addEventListener('hashchange', open)
await open()
