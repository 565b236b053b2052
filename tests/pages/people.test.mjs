// Coming in and what protects it, in a real browser: invitation, second factor, sessions, confirming, emergency openings, seals, the audit trail.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createHmac } from 'node:crypto'
import { axeFindings, people, signedIn, startDemonstration } from './server.mjs'

let site
before(async () => { site = await startDemonstration() })
after(async () => { await site.stop() })

// What an authenticator app does (RFC 6238).
function codeOf(secret, stepsLater = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replace(/[ =]/g, '')].map(c => letters.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsLater))
  const hash = createHmac('sha1', key).update(counter).digest()
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

async function looksRight(page, what) {
  assert.deepEqual(await axeFindings(page), [], what)
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.ok(overflow <= 0, `${what} is ${overflow} pixels wider than ${width}`)
  }
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${what.replace(/\W+/g, '-')}.png`, fullPage: true })
}

async function newPage(options = {}) {
  const context = await site.browser.newContext({ baseURL: site.address, ...options })
  return context.newPage()
}

async function oneClick(name, options = {}) {
  const page = await newPage(options)
  await page.goto('/sign-in')
  await page.click(`button:has-text("Sign in as ${name}")`)
  await page.waitForURL('**/')
  return page
}

async function confirmed(page, address, password = 'demonstration only') {
  await page.goto(address)
  if (page.url().includes('/confirm')) {
    await page.fill('#password', password)
    await page.click('main form button')
  }
}

// A newcomer invited by the administrator, with a password and a second factor.
async function newcomer(email, name, role, partnership) {
  const admin = await signedIn(site, people.administrator, { javaScriptEnabled: false })
  await admin.goto('/people/invite')
  await admin.fill('#name', name)
  await admin.fill('#email', email)
  await admin.selectOption('#role', role)
  if (partnership) await admin.selectOption('#partnership', { label: partnership })
  await admin.click('main form button')
  const link = await admin.textContent('main code')
  await admin.context().close()
  const page = await newPage()
  await page.goto(new URL(link).pathname)
  return { page, link }
}

async function chooses(page, password) {
  await page.fill('#password', password)
  await page.fill('#again', password)
  await page.click('main form button')
}

test('the sign-in page of a demonstration lets a newcomer in with one click', async () => {
  const page = await newPage({ javaScriptEnabled: false })
  await page.goto('/sign-in')
  await page.click('button:has-text("Sign in as Colin Marsh")')
  assert.match(await page.textContent('h1'), /My work/)
  await page.context().close()
})

// ASVS 5.0 V6.3.3, V6.4.1, V6.5.1: a one-time link, a password of one's own, a second factor, and codes that count once.
test('a person is invited, sets a password and a second factor, and comes in with a recovery code once', async () => {
  const { page, link } = await newcomer('ivy.lane@example.org', 'Ivy Lane', 'administrator')
  await looksRight(page, 'choose your password')
  await chooses(page, 'correct horse battery staple')
  assert.match(await page.textContent('.govuk-error-summary'), /many people think of/)
  await looksRight(page, 'choose your password again')
  await chooses(page, 'lantern gravel otter')
  assert.match(await page.textContent('h1'), /Set up the second step/)
  await page.goto('/people')
  assert.match(await page.textContent('h1'), /Set up the second step/)
  assert.ok(await page.locator('main img').evaluate(img => img.complete && img.naturalWidth > 100))
  await looksRight(page, 'set up the second step')
  const secret = await page.textContent('main code')
  await page.fill('#code', '000000')
  await page.click('main form button')
  assert.match(await page.textContent('.govuk-error-summary'), /not the code/)
  assert.equal(await page.textContent('main code'), secret)
  await page.fill('#code', codeOf(secret))
  await page.click('main form button')
  const codes = await page.locator('main li code').allTextContents()
  assert.equal(codes.length, 8)
  await looksRight(page, 'recovery codes')
  await page.goto('/second-factor/recovery-codes')
  assert.match(await page.textContent('main'), /You have 8 recovery codes left/)
  await looksRight(page, 'recovery codes left')
  await page.click('text=Sign out')
  for (const answer of [/My work/, /not right, or was used already/]) {
    await page.goto('/sign-in')
    await page.fill('#email', 'ivy.lane@example.org')
    await page.fill('form[action="/sign-in"] #password', 'lantern gravel otter')
    await page.click('form[action="/sign-in"] button')
    assert.match(await page.textContent('h1'), /Enter your code/)
    await looksRight(page, 'enter your code')
    await page.fill('#code', codes[2])
    await page.click('main form button')
    assert.match(await page.textContent('main'), answer)
    await page.click('text=Sign out')
  }
  assert.equal((await page.goto(new URL(link).pathname)).status(), 404)
  await looksRight(page, 'a link that does not work')
  await page.context().close()
})

// ASVS 5.0 V7.5.3
test('an export of names asks again who it is, then goes on', async () => {
  const page = await oneClick('Priya Nair', { javaScriptEnabled: true })
  await page.goto('/register?year=10')
  await page.click('text=Export as CSV')
  assert.match(await page.textContent('h1'), /Confirm that it is you/)
  await looksRight(page, 'confirm')
  await page.fill('#password', 'not this one')
  await page.click('main form button')
  assert.match(await page.textContent('.govuk-error-summary'), /not right/)
  await looksRight(page, 'confirm again')
  await page.fill('#password', 'demonstration only')
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('main form button')])
  assert.equal(file.suggestedFilename(), 'register.csv')
  await page.context().close()
})

// ASVS 5.0 V7.4.3, V7.5.2
test('a stolen session is seen and ended from the list of sessions', async () => {
  const mine = await signedIn(site, people.elsewhere), stolen = await signedIn(site, people.elsewhere, { userAgent: 'Mozilla/5.0 (X11; Linux) Gecko Firefox/140.0' })
  await mine.goto('/account')
  assert.match(await mine.textContent('main'), /Firefox on Linux/)
  await looksRight(mine, 'your account')
  await mine.click('tr:has-text("Firefox on Linux") button')
  await stolen.goto('/register')
  assert.match(stolen.url(), /\/sign-in$/)
  await mine.goto('/account/password')
  await looksRight(mine, 'change your password')
  await mine.click('main form button')
  assert.match(await mine.textContent('.govuk-error-summary'), /not your present password/)
  await looksRight(mine, 'change your password, refused')
  await mine.context().close()
  await stolen.context().close()
})

for (const javaScriptEnabled of [true, false]) test(`people are listed, given a role, kept out and let in again ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
  const page = await signedIn(site, people.administrator, { javaScriptEnabled })
  const right = what => javaScriptEnabled ? looksRight(page, what) : undefined
  await page.goto('/people?role=coordinator&sort=email&order=down')
  const names = await page.locator('tbody th').allTextContents()
  assert.deepEqual(names, ['Sam Ashdown', 'Priya Nair', 'Nell Hobbs', 'Moira Quill', 'Leo Brandt'])
  await right('people')
  await page.fill('#name', 'theo')
  await page.selectOption('#role', '')
  await page.click('button:has-text("Filter")')
  await page.click('tbody th a')
  await right('one person')
  const person = page.url()
  await page.click('text=Give a role')
  await right('give a role')
  await page.selectOption('#role', 'school_lead')
  await page.fill('#to_on', '31/2/2030')
  await page.click('main form button')
  assert.match(await page.textContent('.govuk-error-summary'), /not a real date/)
  assert.equal(await page.inputValue('#to_on'), '31/2/2030')
  assert.equal(await page.inputValue('#role'), 'school_lead')
  await right('give a role, refused')
  await page.fill('#to_on', '')
  await page.click('main form button')
  assert.match(await page.textContent('.govuk-error-summary'), /bound to a school/)
  await page.selectOption('#role', 'auditor')
  await page.click('main form button')
  assert.equal(page.url(), person)
  await page.click('tr:has-text("Auditor") a')
  await right('end a role')
  await page.fill('#to_on', '1/1/2020')
  await page.click('main form button')
  assert.match(await page.textContent('tr:has-text("Auditor")'), /Ended/)
  for (const [what, state] of [['Keep this person from signing in', 'Disabled'], ['Let this person sign in again', 'Active']]) {
    await page.click(`text=${what}`)
    await right(what)
    await page.click('main form button')
    assert.match(await page.textContent('.govuk-summary-list'), new RegExp(state))
  }
  await page.click('text=End this person')
  await right('end the sessions')
  await page.goto(person + '/reset')
  await page.click('main form button')
  assert.match(await page.textContent('.govuk-error-summary'), /Choose what was lost/)
  await right('a new link, refused')
  await page.check('#lost')
  await page.click('main form button')
  assert.match(await page.textContent('main code'), /\/invitation\//)
  await right('the link')
  await page.goto('/people/invite')
  await page.click('main form button')
  assert.match(await page.textContent('.govuk-error-summary'), /Choose a role/)
  await right('invite, refused')
  await page.context().close()
})

test('an administrator does not keep themselves out', async () => {
  const page = await signedIn(site, people.administrator)
  await page.goto('/people?name=ada')
  await page.click('tbody th a')
  await page.click('text=Keep this person from signing in')
  await page.click('main form button')
  assert.match(await page.textContent('.govuk-error-summary'), /cannot disable yourself/)
  await page.context().close()
})

test('a child elsewhere is opened in an emergency, read, and reported', async () => {
  const consultant = await signedIn(site, people.consultant)
  await consultant.goto('/register?partnership=NW')
  const foreign = await consultant.locator('tbody th a').first().getAttribute('href')
  await consultant.goto(foreign)
  const facts = await consultant.textContent('main')
  const upn = facts.match(/UPN ([A-Z]\d{12})/)[1], born = facts.match(/born (\d+ \w+ \d{4})/)[1]
  await consultant.context().close()
  const page = await signedIn(site, people.coordinator)
  assert.equal((await page.goto(foreign)).status(), 404)
  await page.goto('/emergency')
  await looksRight(page, 'find a child elsewhere')
  const ask = async (number, day, reason) => {
    await page.goto('/emergency')
    await page.fill('#upn', number)
    await page.fill('#born_on', day)
    await page.fill('#reason', reason)
    await page.click('main form button')
  }
  await ask(upn, born, 'too short')
  assert.match(await page.textContent('.govuk-error-summary'), /at least 20 characters/)
  assert.equal(await page.inputValue('#upn'), upn)
  await looksRight(page, 'find a child elsewhere, refused')
  await ask(upn, '1/1/2001', 'The child stands at our door')
  assert.match(await page.textContent('.govuk-error-summary'), /There is no child/)
  await ask(upn, born, 'The child stands at our door')
  assert.match(await page.textContent('.govuk-notification-banner'), /until .* UTC.*The child stands at our door/)
  await looksRight(page, 'a child opened in an emergency')
  assert.equal((await page.goto('/emergency/openings')).status(), 404)
  await page.context().close()
  for (const name of ['Audrey Stone', 'Ada Nwosu', 'Ingrid Vale']) {
    const reader = await oneClick(name)
    await reader.goto('/emergency/openings')
    assert.match(await reader.textContent('tbody'), /Priya Nair.*The child stands at our door/)
    await looksRight(reader, `emergency openings ${name}`)
    await reader.context().close()
  }
})

test('a pupil is sealed, seen by the members only, and opened again', async () => {
  const page = await signedIn(site, people.coordinator), officer = await oneClick('Ingrid Vale')
  await page.goto('/register')
  const pupil = await page.locator('tbody th a').nth(3).getAttribute('href')
  assert.equal((await officer.goto(pupil)).status(), 200)
  await page.goto(pupil)
  await page.click('text=Seal this pupil')
  await looksRight(page, 'seal this pupil')
  await page.click('main form button')
  assert.match(await page.textContent('.govuk-error-summary'), /at least 10 characters/)
  await looksRight(page, 'seal this pupil, refused')
  await page.fill('#reason', 'The child of a colleague')
  await page.click('main form button')
  assert.match(await page.textContent('h1'), /Members of a seal/)
  const seal = page.url()
  await looksRight(page, 'members of a seal')
  assert.equal((await officer.goto(pupil)).status(), 404)
  assert.equal((await officer.goto(seal)).status(), 404)
  for (const box of await page.locator('input[name=members]:checked').all()) await box.uncheck()
  await page.click('main form button')
  assert.match(await page.textContent('.govuk-error-summary'), /Somebody must remain/)
  await looksRight(page, 'members of a seal, refused')
  await page.getByLabel('Priya Nair').check()
  await page.getByLabel('Ingrid Vale').check()
  await page.click('main form button')
  assert.equal((await officer.goto(pupil)).status(), 200)
  assert.match(await officer.textContent('main'), /This pupil is sealed/)
  await page.goto('/seals')
  await looksRight(page, 'sealed pupils')
  await page.goto(seal)
  await page.click('text=Lift the seal')
  await looksRight(page, 'lift the seal')
  await page.click('main form button')
  assert.match(page.url(), /\/pupil\//)
  await page.context().close()
  await officer.context().close()
})

// ASVS 5.0 V16.4.2
test('the auditor reads the trail, and nobody else does', async () => {
  const page = await oneClick('Audrey Stone')
  await page.goto('/audit')
  await looksRight(page, 'the audit trail')
  await page.selectOption('#action', 'signed in')
  await page.selectOption('#person', { label: 'Audrey Stone' })
  await page.click('button:has-text("Filter")')
  assert.equal(await page.locator('tbody tr').count(), await page.locator('tbody tr:has-text("Audrey Stone")').count())
  await page.goto('/audit?from=never')
  assert.match(await page.textContent('.govuk-error-summary'), /not a date/)
  await looksRight(page, 'the audit trail, refused')
  await confirmed(page, '/audit')
  await page.click('text=Earlier')
  assert.equal(await page.locator('tbody tr').count(), 50)
  for (const name of ['Ada Nwosu', 'Ingrid Vale', 'Priya Nair']) {
    const other = await oneClick(name)
    assert.equal((await other.goto('/audit')).status(), 404)
    await other.context().close()
  }
  await page.context().close()
})
