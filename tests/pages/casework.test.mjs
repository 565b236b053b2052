// The journeys of the casework, each walked as its user would, with and without script, axe on every page on the way.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axeFindings, signedIn, startDemonstration } from './server.mjs'

let site
before(async () => { site = await startDemonstration() })
after(async () => { await site.stop() })

const at = who => `${who}@example.org`

// axe needs script; the journeys without it are looked over by the same steps with it.
async function looked(page, script) {
  if (script) assert.deepEqual(await axeFindings(page), [], page.url())
}

for (const script of [true, false]) {
  const how = script ? 'with script' : 'without script'

  test(`a school refers a child and follows it, and the partnership accepts, ${how}`, async () => {
    const school = await signedIn(site, at('gwen'), { javaScriptEnabled: script })
    const surname = script ? 'Thorne' : 'Vickers'
    await school.goto('/referrals')
    await looked(school, script)
    await school.click('text=Refer a child')
    await school.fill('#surname', surname)
    await school.fill('#forename', 'Kit')
    await school.fill('#born_on', '31/2/2007')
    await school.check('input[name=sex][value=M]')
    await school.click('text=Save and continue')
    assert.match(await school.textContent('.govuk-error-summary'), /Date of birth/)
    assert.equal(await school.inputValue('#surname'), surname, 'what was typed is kept')
    await looked(school, script)
    await school.fill('#born_on', '3/2/2007')
    await school.click('text=Save and continue')
    await school.check('input[name=category][value=semh]')
    await school.fill('#concern', 'Refuses to come in.')
    await school.click('text=Save and continue')
    const draft = school.url().replace(/\/step.*/, '')
    await school.goto('/referrals')
    assert.match(await school.textContent('main'), new RegExp(`Kit ${surname}`), 'the draft is there')
    await school.goto(draft)
    await looked(school, script)
    await school.click('text=What has been tried')
    await school.fill('#tried', 'A mentor.')
    await school.click('text=Save and continue')
    await school.click('text=Save and continue')
    await school.check('input[name=consent][value=given]')
    await school.click('text=Save and continue')
    await school.click('text=Check your answers and send')
    await looked(school, script)
    await school.click('text=Send to the partnership')
    assert.match(await school.textContent('.govuk-panel'), /Referral sent/)

    const coordinator = await signedIn(site, at('priya'), { javaScriptEnabled: script })
    await looked(coordinator, script)
    await coordinator.goto(draft)
    await looked(coordinator, script)
    await coordinator.check('input[name=answer][value=declined]')
    await coordinator.click('text=Send the answer')
    assert.match(await coordinator.textContent('.govuk-error-summary'), /why/)
    await coordinator.check('input[name=answer][value=accepted]')
    await coordinator.click('text=Send the answer')
    await coordinator.click("text=Follow the child's case")
    assert.match(await coordinator.textContent('main'), /Referral received/)

    await school.goto(draft)
    assert.match(await school.textContent('main'), /Accepted/)
    await school.click("text=Follow the child's case")
    assert.match(await school.textContent('h1'), new RegExp(`Kit ${surname}`))
    await looked(school, script)
    const other = await signedIn(site, at('leo'), { javaScriptEnabled: script })
    assert.equal((await other.goto(draft)).status(), 404)
    assert.equal((await other.goto(school.url())).status(), 404)
    for (const page of [school, coordinator, other]) await page.context().close()
  })
}

test('a co-ordinator runs a forum of twelve cases in meeting mode', async () => {
  const page = await signedIn(site, at('priya'))
  await page.goto('/meetings')
  await looked(page, true)
  await page.click('text=Inclusion forum, 19 November 2020')
  for (const box of (await page.locator('input[name=pupil]').all()).slice(0, 12)) await box.check()
  await looked(page, true)
  await page.click('text=Put on the agenda')
  assert.equal(await page.locator('tbody tr').count(), 12)
  await page.click('text=Start with the first case')
  for (let n = 1; n <= 12; n++) {
    assert.match(await page.textContent('.govuk-caption-l'), new RegExp(`case ${n} of 12`))
    if (n === 1) {
      await looked(page, true)
      await page.keyboard.press('o')
      await page.keyboard.press('Space')
      await page.fill('#owner1', 'SENCo')
      await page.click('text=Save and next')
      assert.match(await page.textContent('.govuk-error-summary'), /what is to be done/)
      await page.fill('#task1', 'send the chronology')
      await page.fill('#due1', '20/11/2020')
      await page.fill('#report_back_on', '10/12/2020')
    } else if (n === 12) {
      await page.click('text=Put off to the next meeting')
      break
    } else {
      await page.check('input[name=outcome][value=advice_guidance]')
      await page.fill('#notes', `Discussed as case ${n}.`)
    }
    await page.click('text=Save and next')
  }
  const minutes = await page.textContent('main')
  assert.match(minutes, /SENCo: send the chronology, by 20 November 2020/)
  assert.match(minutes, /Put off to the next meeting/)
  assert.equal(minutes.match(/A&G offered/g).length, 10)
  await looked(page, true)
  await page.fill('#attended', 'Greenfield\nThe partnership')
  await page.click('text=Close the minutes')
  assert.match(await page.textContent('main'), /Closed on/)
  await page.goto('/')
  assert.match(await page.textContent('main'), /SENCo: send the chronology/)
  await page.context().close()
})

test('two people change one record: different fields are both kept, the same field is settled knowingly', async () => {
  const one = await signedIn(site, at('priya')), two = await signedIn(site, at('ingrid'))
  await one.goto('/register?status=managed')
  await one.click('tbody th a >> nth=0')
  await one.click('text=Change or end the programme')
  await looked(one, true)
  await two.goto(one.url())
  await one.fill('#review_on', '4/12/2020')
  await one.fill('#key_worker', 'T. Moss')
  await one.click('text=Save')
  await two.fill('#key_worker', 'R. Hale')
  await two.fill('#short_week_reason', 'Returning from illness')
  await two.click('text=Save')
  assert.match(await two.textContent('h1'), /Somebody else changed this meanwhile/)
  const said = await two.textContent('main')
  assert.match(said, /Priya Nair/)
  assert.match(said, /T\. Moss/)
  assert.match(said, /R\. Hale/)
  assert.doesNotMatch(said, /Next review/, 'what only the other changed is no conflict')
  await looked(two, true)
  await two.check('input[value=mine]')
  await two.click('text=Save my choice')
  await two.click('text=Everything held')
  const held = await two.textContent('main')
  for (const word of ['R. Hale', '4 December 2020', 'Returning from illness']) assert.ok(held.includes(word), word)
  await looked(two, true)
  for (const page of [one, two]) await page.context().close()
})

test('a note is added to a child, kept when it is wrong, and shown in the timeline', async () => {
  const page = await signedIn(site, at('theo'), { viewport: { width: 390, height: 900 } })
  await page.goto('/register?status=managed')
  await page.click('tbody th a >> nth=0')
  const child = page.url()
  await page.goto(child + '/add/note')
  await page.click('text=Save')
  await page.fill('#noted_on', 'yesterday')
  await page.fill('#words', 'Rang home: no answer.')
  await page.click('text=Save')
  assert.match(await page.textContent('.govuk-error-summary'), /Date/)
  assert.equal(await page.inputValue('#words'), 'Rang home: no answer.')
  await page.fill('#noted_on', '12/11/2020')
  await page.check('input[name=kind][value=phone]')
  await looked(page, true)
  await page.click('text=Save')
  assert.match(await page.textContent('main'), /Telephone call, Theo Winter/)
  assert.equal((await page.goto(child + '/add/programme')).status(), 404, 'staff add notes, not programmes')
  await page.context().close()
})

for (const who of ['ada', 'colin', 'ingrid', 'bertram', 'audrey', 'priya', 'theo', 'clara', 'gwen', 'ravi'])
  test(`the first pages of ${who} pass axe on a phone`, async () => {
    const page = await signedIn(site, at(who), { viewport: { width: 390, height: 900 } })
    for (const address of ['/', '/referrals', '/meetings', '/register']) {
      await page.goto(address)
      await looked(page, true)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      assert.equal(overflow, 0, `${address} is too wide`)
    }
    await page.context().close()
  })
