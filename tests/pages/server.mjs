// Starts a server of its own over a fresh demonstration, and a browser; both end with the tests.
import { spawn, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { readFileSync } from 'node:fs'

export const program = process.env.WAYMARK ?? 'build/release/src/waymark'
const axeSource = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

export async function startDemonstration() {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-pages-'))
  const store = join(folder, 'demo.db')
  execFileSync(program, ['demo', '--store', store, '--workbooks', join(folder, 'workbooks')])
  const server = spawn(program, ['serve', '--store', store, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const address = await new Promise((found, lost) => {
    let said = ''
    server.stdout.on('data', piece => { said += piece; const m = said.match(/http:\/\/[^/\s]+/); if (m) found(m[0]) })
    server.on('exit', code => lost(new Error(`the server ended with ${code}`)))
  })
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  return {
    address, browser, folder, store,
    async stop() {
      await browser.close()
      server.removeAllListeners('exit')
      const ended = new Promise(done => server.on('exit', done))
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

export const people = { administrator: 'ada@example.org', consultant: 'colin@example.org', coordinator: 'priya@example.org', elsewhere: 'nell@example.org' }

export async function signedIn(site, email, options = {}) {
  const context = await site.browser.newContext({ baseURL: site.address, ...options })
  const page = await context.newPage()
  page.complaints = []
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) page.complaints.push(message.text()) })
  page.on('pageerror', error => page.complaints.push(error.message))
  await page.goto('/sign-in')
  await page.fill('#email', email)
  await page.fill('#password', 'demonstration only')
  await page.click('form[action="/sign-in"] button')
  await page.waitForURL('**/')
  return page
}

// Every rule of axe that bears on WCAG 2.2 A and AA, and its best practices.
export async function axeFindings(page) {
  await page.evaluate(axeSource + '; undefined').catch(() => page.addScriptTag({ content: axeSource }))
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return result.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | ')}`)
}
