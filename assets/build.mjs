// Builds what browsers load, into build/assets: one style sheet from GOV.UK Frontend and our own, one small script, one with the charts.
import { mkdirSync, writeFileSync } from 'node:fs'
import * as sass from 'sass'
import { build } from 'esbuild'

const out = 'build/assets'
mkdirSync(out, { recursive: true })
const style = sass.compile('assets/waymark.scss', { style: 'compressed', loadPaths: ['node_modules'], quietDeps: true, silenceDeprecations: ['import'] })
writeFileSync(`${out}/waymark.css`, style.css)
const common = { bundle: true, minify: true, format: 'iife', target: 'es2020', legalComments: 'none', logLevel: 'warning' }
await build({ ...common, entryPoints: ['assets/waymark.js'], outfile: `${out}/waymark.js` })
await build({ ...common, entryPoints: ['assets/charts.js'], outfile: `${out}/charts.js` })
