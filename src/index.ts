export type { Site } from './model/site.ts'
