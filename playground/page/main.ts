import type { Answer, Ask, Change, Files, Query, Spot } from '../protocol.ts'
import { find, make } from './dom.ts'
import { type Acts, drawFindings, drawMap, drawTrace, type Told } from './draw.ts'
import { dropped, opened, type Taken } from './dropped.ts'
import { filesOfDump } from './dump.ts'
import { type Editor, plainEditor, type Typed } from './editor.ts'
import { EXAMPLES, theShop } from './examples.ts'
import { inTabOrder, isScript } from './names.ts'
import { askName } from './naming.ts'
import { notice } from './notice.ts'
import { headersOf, requestFor, urlFault, wholeUrl } from '../request.ts'
import { fromFragment, type Shared, toFragment } from './share.ts'
import { drawTabs, markTabs, stepFrom } from './tabs.ts'

/** Longer links are cut by some mail and chat programs. */
const LONG_LINK = 8000
const many = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** How long the typing rests before the engine is asked, in milliseconds: a quarter of what the last answer took, within these. */
const [SHORTEST, LONGEST] = [20, 300]

let files: Files = {}
let shown = ''
let told: Told | null = null
let asked = 0
/** What stands there as an example: somebody's own files take its place, and do not mix with it. */
let lent: Files = {}
/** Other files have come, and nobody has touched them yet: what decides the request is shown. */
let leading = false

const tabs = find('tabs', HTMLElement)
const status = find('status', HTMLElement)
const method = find('method', HTMLInputElement)
const url = find('url', HTMLInputElement)
const headers = find('headers', HTMLTextAreaElement)
const worker = new Worker('worker.js', { type: 'module' })

/** Whatever shows best what the files do. */
const ANY: Query = { method: 'GET', url: '', headers: {} }

/** What the fields ask; those that cannot be meant so say it. */
function queryNow(): Query {
  const given = headersOf(headers.value)
  const whole = wholeUrl(url.value.trim())
  headers.setCustomValidity(given.fault)
  url.setCustomValidity(urlFault(whole))
  return { method: method.value.trim() || 'GET', url: whole, headers: given.headers }
}

/** As many lines as there are headers. */
function fitHeaders(): void {
  headers.rows = headers.value.split('\n').length
}

const typed: Typed = (name, text) => {
  files[name] = text
  leading = false
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
  else view.point(start, end)
}
let furnished: Promise<void> | undefined

/** Whoever waits longer for an answer is told that it comes, in milliseconds. */
const PATIENCE = 1500

let pause = SHORTEST
let began = 0
let waiting: ReturnType<typeof setTimeout> | undefined
let timer: ReturnType<typeof setTimeout> | undefined
function later(): void {
  clearTimeout(timer)
  timer = setTimeout(ask, pause)
}

function ask(): void {
  clearTimeout(timer)
  if (Object.keys(files).some(isScript)) status.dataset.scripts = 'yes'
  else delete status.dataset.scripts
  const message: Ask = { id: ++asked, files, query: queryNow() }
  clearTimeout(waiting)
  if (furnished)
    waiting = setTimeout(() => {
      status.textContent = 'reading the files'
    }, PATIENCE)
  document.body.dataset.state = 'busy'
  began = performance.now()
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
  ask(asked, at) {
    showQuery({ ...requestFor(asked), headers: queryNow().headers })
    pointAt(at)
    find('request', HTMLFormElement).scrollIntoView({ block: 'nearest' })
    ask()
  },
}

/** The line stands in the editor; the focus stays where it is. */
function pointAt(at: Spot | null | undefined): void {
  if (!at || !Object.hasOwn(files, at.file)) return
  choose(at.file)
  view.point(at.start, at.end)
}

worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
  if (data.id !== asked) return
  clearTimeout(waiting)
  document.body.dataset.state = 'ready'
  if ('fault' in data) {
    status.textContent = data.fault
    return
  }
  told = data
  if (url.value.trim() === '' && document.activeElement !== url) showQuery(data.query)
  const errors = data.found.filter(({ severity }) => severity === 'error').length
  status.textContent = [
    many(data.found.length, 'finding'),
    ...(errors > 0 ? [many(errors, 'error')] : []),
    ...data.faults,
  ].join(', ')
  drawFindings(find('findings', HTMLElement), data, acts)
  drawTrace(find('trace', HTMLElement), data, acts)
  drawMap(find('map', HTMLElement), data, acts)
  markTabs(tabs, data.found)
  view.mark(data.found, apply)
  if (leading) pointAt(data.branches[0]?.decided)
  leading = false
  // The first answer waits for the engine to come, too.
  if (furnished) pause = Math.max(SHORTEST, Math.min(LONGEST, (performance.now() - began) / 4))
  furnished ??= furnish()
})

function choose(name: string): void {
  leading = false
  if (name !== shown) {
    shown = name
    view.open(name, files[name] ?? '')
    if (told) view.mark(told.found, apply)
  }
  drawTabs(tabs, inTabOrder(Object.keys(files)), shown, choose)
  if (told) markTabs(tabs, told.found)
}

function showQuery(query: Query): void {
  method.value = query.method
  url.value = query.url
  headers.value = Object.entries(query.headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
  fitHeaders()
}

/** Shows other files than before. */
function show({ files: given, query }: Shared): void {
  files = { ...given }
  told = null
  showQuery(query)
  view.forget()
  shown = ''
  choose(Object.keys(files).find((name) => /nginx\.conf$/.test(name)) ?? Object.keys(files)[0] ?? '')
  leading = true
  ask()
}

const isNobodys = (): boolean => Object.entries(files).every(([name, text]) => text === '' || text === lent[name])

/** Does what may take files away, says so, and offers them back. */
function replacing(text: string, change: () => void): void {
  const before = { shared: { files, query: queryNow() }, shown }
  change()
  notice(text, () => {
    show(before.shared)
    choose(before.shown)
    notice('The files are as they were.')
  })
}

/** Edits one after the other from the end, so that the earlier offsets stay right; the cursor goes where the first one was made. */
function apply({ edits }: Change): void {
  for (const { file, start, end, text } of [...edits].sort((a, b) => b.start - a.start)) {
    const before = files[file]
    if (before !== undefined) files[file] = before.slice(0, start) + text + before.slice(end)
  }
  view.open(shown, files[shown] ?? '')
  const [first] = edits
  if (first) {
    choose(first.file)
    view.goTo(first.start, first.start + first.text.length)
  }
  ask()
}

function take(more: Files): void {
  files = { ...files, ...more }
  const [first] = Object.keys(more)
  if (first !== undefined) choose(first)
  view.open(shown, files[shown] ?? '')
  ask()
}

const on = (id: string, act: () => void): void => {
  find(id, HTMLElement).addEventListener('click', act)
}
on('add', () => {
  askName('New file', 'app.js', {
    taken: Object.keys(files),
    use: (given) => {
      take({ [given]: '' })
    },
  })
})
on('rename', () => {
  const old = shown
  askName(`Rename ${old}`, old, {
    taken: Object.keys(files).filter((one) => one !== old),
    use: (given) => {
      files = Object.fromEntries(Object.entries(files).map(([one, text]) => [one === old ? given : one, text]))
      choose(given)
      ask()
    },
  })
})
on('remove', () => {
  replacing(`Removed ${shown}.`, () => {
    const { [shown]: _, ...left } = files
    files = Object.keys(left).length > 0 ? left : { 'nginx.conf': '' }
    shown = ''
    choose(inTabOrder(Object.keys(files))[0] ?? '')
    ask()
  })
})
on('share', async () => {
  history.replaceState(null, '', await toFragment({ files, query: queryNow() }))
  const size = location.href.length
  const long =
    size > LONG_LINK
      ? ` It has ${Math.round(size / 1000)},000 characters: not every program keeps such a link whole.`
      : ''
  const copied = await navigator.clipboard?.writeText(location.href).then(
    () => true,
    () => false,
  )
  notice(
    `${copied ? 'Copied a link that holds these files.' : 'The link in the address bar holds these files.'}${long}`,
  )
})

find('request', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault()
  ask()
})
for (const field of [method, url, headers]) field.addEventListener('input', later)
headers.addEventListener('input', fitHeaders)

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
    replacing('Replaced by the files of nginx -T.', () => {
      show({ files: found, query: ANY })
    })
  },
  true,
)

/** Adds files that come from outside, and says how many. */
async function add(coming: Promise<Taken>): Promise<void> {
  try {
    const { files: found, left } = await coming
    const some = Object.keys(found).length
    const parts = [
      `${many(some, 'file')} added`,
      ...(left > 0 ? [`${many(left, 'file')} left out: too large, too many or not text`] : []),
    ]
    const text = `${parts.join(', ')}.`
    if (some === 0) notice(text)
    else
      replacing(text, () => {
        // What was asked of the files before says nothing of these.
        if (isNobodys()) show({ files: found, query: ANY })
        else {
          showQuery(ANY)
          take(found)
        }
      })
  } catch (error) {
    notice(`Nothing was added: ${error instanceof Error ? error.message : String(error)}.`)
  }
}
const picker = find('picker', HTMLInputElement)
on('open', () => {
  picker.click()
})
picker.addEventListener('change', async () => {
  if (picker.files) await add(opened(picker.files))
  picker.value = ''
})
document.addEventListener('dragover', (event) => {
  event.preventDefault()
})
document.addEventListener(
  'drop',
  async (event) => {
    event.preventDefault()
    if (event.dataTransfer) await add(dropped(event.dataTransfer.items))
  },
  true,
)

const examples = find('examples', HTMLSelectElement)
examples.append(
  make('option', { value: '' }, 'Choose one'),
  ...EXAMPLES.map((one, index) => make('option', { value: String(index) }, one.name)),
  make('option', { value: 'shop' }, 'The shop (loads the JavaScript parser)'),
)
examples.addEventListener('change', async () => {
  const chosen = examples.value
  examples.value = ''
  const one = chosen === 'shop' ? await theShop() : chosen === '' ? undefined : EXAMPLES[Number(chosen)]
  if (one)
    replacing(`Opened the example “${one.name}”.`, () => {
      lent = one.files
      show(one)
    })
})

const open = async (): Promise<void> => {
  const [first] = EXAMPLES
  const shared = await fromFragment(location.hash)
  if (!shared && location.hash.length > 1)
    notice('This link holds no files that can be read: here is an example instead.')
  if (!shared && first) lent = first.files
  const one = shared ?? first
  if (one) show(one)
}
addEventListener('hashchange', open)
await open()
