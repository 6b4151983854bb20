import { find } from './dom.ts'

const dialog = find('named', HTMLDialogElement)
const field = find('name', HTMLInputElement)

/** A path as the files have it: relative, and inside their folder. */
const pathOf = (text: string): string =>
  text
    .trim()
    .split(/[/\\]+/)
    .filter((step) => step !== '' && step !== '.' && step !== '..')
    .join('/')

/** Asks for a file's name that none of the others has. */
export function askName(
  title: string,
  value: string,
  { taken, use }: { taken: string[]; use: (name: string) => void },
): void {
  find('named-title', HTMLElement).textContent = title
  const check = (): void => {
    const given = pathOf(field.value)
    field.setCustomValidity(
      given === '' ? 'A file needs a name' : taken.includes(given) ? `There is a file ${given} already` : '',
    )
  }
  field.value = value
  field.oninput = check
  check()
  dialog.returnValue = ''
  dialog.showModal()
  field.select()
  dialog.addEventListener(
    'close',
    () => {
      if (dialog.returnValue === 'ok') use(pathOf(field.value))
    },
    { once: true },
  )
}
