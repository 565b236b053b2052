// Every page in a real browser: looked over by axe at desktop and phone width, with and without script; and the journeys of this part.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { axeFindings, people, signedIn, startDemonstration } from './server.mjs'

let site
before(async () => { site = await startDemonstration() })
after(async () => { await site.stop() })

const addresses = ['/', '/report', '/report?as_at=2021-06-30', '/report/table/ks4-programme', '/report/table/looked-after', '/report/cell?as_at=2020-11-13&table=ks4-programme&row=Totals&column=HBEP',
  '/report/cell?as_at=2020-11-13&table=hours&row=Total%20hours/week%20purchased&column=Total', '/report/cell?as_at=2020-11-13&table=initial-referrals&row=New%20Referrals%20this%20year&column=LIP',
  '/register', '/register?year=10&status=managed&sort=school&order=down', '/register?page=3', '/return', '/dictionary', '/accessibility', '/no-such-page', '/report?as_at=never']

for (const [width, name] of [[1280, 'desktop'], [390, 'phone']]) {
  test(`every page passes axe at ${name} width and draws without complaint`, async () => {
    const page = await signedIn(site, people.consultant, { viewport: { width, height: 900 } })
    const wrong = []
    for (const address of addresses) {
      page.complaints.length = 0
      await page.goto(address)
      if (await page.locator('[data-chart]').count()) await page.waitForFunction(() => [...document.querySelectorAll('[data-chart]')].every(c => c.dataset.drawn))
      for (const finding of [...await axeFindings(page), ...page.complaints.filter(c => !c.includes('404') && !c.includes('400'))]) wrong.push(`${address}: ${finding}`)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (overflow > 0) wrong.push(`${address} is ${overflow} pixels wider than the ${name}`)
    }
    assert.deepEqual(wrong, [])
    await page.context().close()
  })
}

test('the sign-in page passes axe and names the invented people', async () => {
  const page = await (await site.browser.newContext({ baseURL: site.address })).newPage()
  await page.goto('/sign-in')
  assert.deepEqual(await axeFindings(page), [])
  assert.match(await page.textContent('main'), /colin@example\.org/)
})

test('a wrong password says so, keeps the address and tells nothing more', async () => {
  const page = await (await site.browser.newContext({ baseURL: site.address })).newPage()
  const words = []
  for (const email of [people.consultant, 'nobody@example.org']) {
    await page.goto('/sign-in')
    await page.fill('#email', email)
    await page.fill('#password', 'not the password')
    await page.click('form[action="/sign-in"] button')
    words.push(await page.textContent('.govuk-error-summary'))
    assert.equal(await page.inputValue('#email'), email)
    assert.match(await page.title(), /^Error: /)
    assert.deepEqual(await axeFindings(page), [])
  }
  assert.equal(words[0], words[1])   // ASVS 5.0 V6.3.8
})

for (const javaScriptEnabled of [true, false]) {
  test(`the report opens to its records and to a pupil ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    const page = await signedIn(site, people.consultant, { javaScriptEnabled })
    await page.click('text=Go to: The termly report')
    const link = page.locator('#ks4-programme tbody tr', { hasText: 'Fewer than 24 hours' }).locator('td a').first()
    assert.match(await link.textContent(), /^4/)
    await link.click()
    assert.equal(await page.locator('tbody tr').count(), 4)
    await page.locator('tbody th a').first().click()
    await page.click('text=Who has looked')
    assert.match(await page.textContent('main'), /Who changed or opened this page/)
    assert.match(await page.textContent('main'), /Colin Marsh/)
    assert.doesNotMatch(page.url(), /[A-Z]\d{12}|Abbott/)
    await page.context().close()
  })
}

test('the number in every count cell is the number of records it opens to', async () => {
  const page = await signedIn(site, people.consultant, { javaScriptEnabled: false })
  await page.goto('/report/table/ks3-programme')
  const cells = await page.$$eval('tbody tr:nth-child(1) a, tbody tr:nth-child(6) a', links => links.map(a => [a.getAttribute('href'), parseInt(a.firstChild.textContent)]))
  assert.equal(cells.length, 12)
  for (const [href, count] of cells) {
    await page.goto(href)
    assert.equal(await page.locator('tbody tr').count(), count, href)
  }
  await page.context().close()
})

test('the register is searched without a name in the address, filtered, sorted and exported', async () => {
  const page = await signedIn(site, people.consultant, { javaScriptEnabled: false })
  await page.goto('/register')
  await page.fill('#words', 'abbott')
  await page.click('text=Search >> nth=-1')
  assert.doesNotMatch(page.url().toLowerCase(), /abbott/)
  const found = await page.locator('tbody tr').count()
  assert.ok(found > 0 && found < 50)
  await page.selectOption('#year', '11')
  await page.click('button:has-text("Filter")')
  const fewer = await page.locator('tbody tr').count()
  assert.ok(fewer <= found)
  const years = await page.$$eval('tbody tr td:nth-of-type(2)', cells => cells.map(c => c.textContent))
  assert.ok(years.every(y => y === '11'), years.join())
  const csv = await page.request.get(await page.locator('text=Export as CSV').getAttribute('href'))
  assert.equal((await csv.text()).trim().split('\n').length, fewer + 1)
  await page.context().close()
})

test('a co-ordinator sees only the own partnership, and another one\'s pupil is not found', async () => {
  const consultant = await signedIn(site, people.consultant)
  await consultant.goto('/register?partnership=NW')
  const foreign = await consultant.locator('tbody th a').first().getAttribute('href')
  const page = await signedIn(site, people.coordinator)
  await page.goto('/register')
  assert.match(await page.textContent('caption'), /^82 pupils/)
  assert.equal((await page.goto(foreign)).status(), 404)
  await page.goto('/report/cell?as_at=2020-11-13&table=open-cases&row=Total%20active%20cases&column=Total')
  assert.equal(await page.locator('tbody tr').count(), 82)
  assert.match(await page.textContent('main'), /332 of the records belong to partnerships that your role does not show/)
  await consultant.context().close()
  await page.context().close()
})

// ASVS 5.0 V8.2.1
test('an administrator finds neither figures nor cases, and the navigation does not offer them', async () => {
  const page = await signedIn(site, people.administrator)
  for (const address of ['/register', '/report', '/report/cell?as_at=2020-11-13&table=open-cases&row=Year%2011&column=HBEP', '/return']) {
    assert.equal((await page.goto(address)).status(), 404, address)
    assert.match(await page.textContent('main'), /Page not found/)
  }
  assert.equal(await page.locator('nav[aria-label=Menu] a[href="/register"]').count(), 0)
  await page.context().close()
})

for (const javaScriptEnabled of [true, false]) test(`a return is uploaded, shows its errors beside the rows, and is confirmed once mended ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
  const page = await signedIn(site, people.coordinator, { javaScriptEnabled })
  const upload = async rows => {
    await page.goto('/return')
    await page.setInputFiles('#file', { name: 'Pupils.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) })
    await page.click('main form button:has-text("Upload")')
  }
  await page.goto('/return')
  await page.click('main form button:has-text("Upload")')
  assert.match(await page.textContent('.govuk-error-summary'), /Choose a file/)
  await upload('UPN,Surname,Forename,Date of birth,Sex,Home authority\nP207000016049,Roe,Jordan,31/2/2006,F,855\n')
  assert.match(await page.textContent('main'), /not a real date/)
  assert.match(await page.textContent('main'), /1 error must be mended/)
  if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
  await page.goto('/return')
  await page.setInputFiles('#file', join(site.folder, 'workbooks/HBEP.xlsx'))
  await page.click('main form button:has-text("Upload")')
  assert.match(await page.textContent('main'), /says what the register says already/)
  await page.click('main form button:has-text("Confirm")')
  assert.match(await page.textContent('main'), /Return taken/)
  await page.context().close()
})

test('another partnership\'s return is refused', async () => {
  const page = await signedIn(site, people.coordinator)
  await page.goto('/return')
  await page.setInputFiles('#file', join(site.folder, 'workbooks/NW.xlsx'))
  await page.click('main form button:has-text("Upload")')
  assert.match(await page.textContent('main'), /belongs to another partnership than yours/)
  assert.deepEqual(await axeFindings(page), [])
  await page.context().close()
})

test('the report is downloaded as CSV, JSON and Excel', async () => {
  const page = await signedIn(site, people.consultant)
  for (const [format, begins] of [['csv', 'report,table,row,column,value'], ['json', '{'], ['xlsx', 'PK']]) {
    const response = await page.request.get(`/report/download/${format}?as_at=2020-11-13&label=Dec%202020`)
    assert.ok((await response.body()).toString('latin1').startsWith(begins))
    assert.match(response.headers()['content-disposition'], /attachment/)
  }
  await page.context().close()
})

// ASVS 5.0 V3.4.1 to V3.4.8, V14.3.2: headers that keep the browser strict and pages out of caches.
test('every page carries a strict policy and is not kept', async () => {
  const page = await signedIn(site, people.consultant)
  const headers = (await page.goto('/report')).headers()
  assert.match(headers['content-security-policy'], /default-src 'none'/)
  assert.doesNotMatch(headers['content-security-policy'], /unsafe/)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['referrer-policy'], 'no-referrer')
  assert.equal(headers['cache-control'], 'no-store')
  await page.context().close()
})

// ASVS 5.0 V3.5.1 and V7.4.1: a form without its token is refused; signing out ends the session on the server.
test('a form from elsewhere is refused, and signing out ends the session', async () => {
  const page = await signedIn(site, people.consultant)
  const forged = await page.request.post('/register/search', { form: { words: 'x', rest: '' } })
  assert.equal(forged.status(), 403)
  const [cookie] = await page.context().cookies()
  assert.ok(cookie.httpOnly && cookie.sameSite === 'Lax')
  await page.click('text=Sign out')
  const response = await page.request.get('/register', { headers: { cookie: `${cookie.name}=${cookie.value}` }, maxRedirects: 0 })
  assert.equal(response.status(), 303)
  await page.context().close()
})
