// npm run bench: small inputs and generated ones; npm run bench -- apps BASE FOLDER...: whole applications;
// npm run bench -- growth: how the time grows with the text.
const [what, ...args] = process.argv.slice(2)
if (what === 'apps') (await import('./apps.js')).benchApplications(args)
else if (what === 'growth') await import('./growth.js')
else await import('./own.js')
