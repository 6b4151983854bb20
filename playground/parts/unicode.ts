// The automata with all of Unicode's tables, for expressions that name a property: \p{Letter}.
import * as refa from 'refa?unicode'
import { provide } from '../browser/module.ts'

provide('refa', () => refa)
