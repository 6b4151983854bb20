// What the build tells the page.
declare module 'facts:http' {
  const facts: { METHODS: readonly string[]; STATUS_CODES: Record<string, string> }
  export default facts
}
declare module 'facts:version' {
  const version: string
  export default version
}
declare module 'refa?unicode' {
  export * from 'refa'
}
declare module 'examples:shop' {
  const files: Record<string, string>
  export default files
}
