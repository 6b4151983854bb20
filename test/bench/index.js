// npm run bench: small inputs and generated ones; npm run bench -- apps BASE FOLDER...: whole applications.
const [what, ...args] = process.argv.slice(2)
if (what === 'apps') (await import('./apps.js')).benchApplications(args)
else await import('./own.js')
