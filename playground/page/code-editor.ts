import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands'
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  StreamLanguage,
  syntaxHighlighting,
} from '@codemirror/language'
import { nginx } from '@codemirror/legacy-modes/mode/nginx'
import { yaml } from '@codemirror/legacy-modes/mode/yaml'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { make, withCode } from './dom.ts'
import type { Editor } from './editor.ts'
import { isScript } from './names.ts'

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword, tags.controlKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--code-string)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--dim)', fontStyle: 'italic' },
  { tag: [tags.number, tags.atom, tags.bool], color: 'var(--code-number)' },
  { tag: [tags.variableName, tags.propertyName], color: 'var(--ink)' },
])

/** Apache's directives read enough like nginx's to be coloured alike. */
const languageOf = (name: string): Extension =>
  isScript(name) || name.endsWith('.json') ? [] : StreamLanguage.define(/\.ya?ml$/.test(name) ? yaml : nginx)

/** The colours of a script come with the first one. */
const scriptLanguage = async (name: string): Promise<Extension> =>
  (await import('@codemirror/lang-javascript')).javascript({ typescript: /tsx?$/.test(name), jsx: /x$/.test(name) })

/** What turns one text into another: all between what they begin and end with alike. */
function changeTo(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length)
  let from = 0
  while (from < most && before[from] === after[from]) from++
  let same = 0
  while (same < most - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same++
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) }
}

const LEVEL = { error: 'error', warn: 'warning', info: 'info' } as const

/** One editor for all files, with colours and findings in its margin; each file keeps its own history. */
export function codeEditor(parent: HTMLElement, typed: (name: string, text: string) => void): Editor {
  const states = new Map<string, EditorState>()
  const language = new Compartment()
  let shown = ''
  const fresh = (name: string, text: string): EditorState =>
    EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        indentOnInput(),
        highlightActiveLine(),
        lintGutter(),
        syntaxHighlighting(colours),
        language.of(languageOf(name)),
        // Tab moves on to what comes next, as everywhere on the page.
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': `Text of ${name}` }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) typed(name, update.state.doc.toString())
        }),
      ],
    })
  const view = new EditorView({ parent, state: fresh('', '') })
  // Who has no mouse scrolls it with the arrow keys.
  view.scrollDOM.tabIndex = 0
  const point = (start: number, end: number): void => {
    const { length } = view.state.doc
    const [anchor, head] = [Math.min(start, length), Math.min(end, length)]
    view.dispatch({
      selection: { anchor, head },
      effects: EditorView.scrollIntoView(anchor, { yMargin: 60 }),
    })
  }
  return {
    open(name, text) {
      if (shown !== '') states.set(shown, view.state)
      const known = states.get(name) ?? fresh(name, text)
      if (name !== shown) view.setState(known)
      shown = name
      const before = known.doc.toString()
      // A change like any other, so that it can be taken back.
      if (before !== text) view.dispatch({ changes: changeTo(before, text), annotations: isolateHistory.of('full') })
      if (isScript(name))
        void scriptLanguage(name).then((found) => {
          if (shown === name) view.dispatch({ effects: language.reconfigure(found) })
        })
    },
    mark(found, apply) {
      const { length } = view.state.doc
      const diagnostics = found
        .filter(({ at }) => at.file === shown && at.start <= length)
        .map(({ ruleId, severity, message, at, changes }): Diagnostic => ({
          from: at.start,
          to: Math.min(Math.max(at.end, at.start), length),
          severity: LEVEL[severity],
          message,
          source: ruleId,
          renderMessage: () => make('span', {}, ...withCode(message)),
          actions: changes.map((change) => ({
            name: change.message,
            apply: () => {
              apply(change)
            },
          })),
        }))
      view.dispatch(setDiagnostics(view.state, diagnostics))
    },
    selection: () => {
      const { from, to } = view.state.selection.main
      return [from, to]
    },
    goTo(start, end) {
      point(start, end)
      view.focus()
    },
    point,
    forget() {
      states.clear()
      shown = ''
    },
    hasFocus: () => view.hasFocus,
  }
}
