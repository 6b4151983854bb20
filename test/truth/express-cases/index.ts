import type { Case } from '../express-lab.ts'
import { APPLICATIONS } from './applications.ts'
import { DISPATCH } from './dispatch.ts'
import { EXPRESS } from './express.ts'
import { FLOW } from './flow.ts'
import { LANGUAGE } from './language.ts'
import { METHODS } from './methods.ts'
import { MODULES } from './modules.ts'
import { PACKAGES } from './packages.ts'
import { PATHS } from './paths.ts'
import { RESPONSES } from './responses.ts'
import { SERVERS } from './servers.ts'
import { SENT_FILES } from './sent-files.ts'
import { TIMING } from './timing.ts'
import { UNSEEN } from './unseen.ts'
import { VALUES } from './values.ts'

/** What is asked of the real Express and of the model. */
export const CASES: Case[] = [...APPLICATIONS, ...DISPATCH, ...EXPRESS, ...FLOW, ...LANGUAGE, ...METHODS, ...MODULES, ...PACKAGES, ...PATHS, ...RESPONSES, ...SERVERS, ...SENT_FILES, ...TIMING, ...UNSEEN, ...VALUES]
