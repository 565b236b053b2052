// Finding a child as a co-ordinator does: with a letter wrong, names swapped, by birth date; and what is another partnership's stays unfound.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axeFindings, people, signedIn, startDemonstration } from './server.mjs'

let site
before(async () => { site = await startDemonstration() })
after(async () => { await site.stop() })

// A child of the co-ordinator's own: names, UPN and birth date as the pages say them.
async function someChild(page) {
  await page.goto('/register?year=10')
  const row = page.locator('tbody tr').nth(4)
  const [surname, forename] = (await row.locator('th').textContent()).split(', ')
  const upn = await row.locator('td').first().textContent()
  const address = await row.locator('a').getAttribute('href')
  await page.goto(address)
  const born = (await page.textContent('.waymark-identity')).match(/born (\d+ \w+ \d{4})/)[1]
  return { surname, forename, upn, address, born }
}

async function find(page, words) {
  await page.fill('#child', words)
  await page.press('#child', 'Enter')
  await page.waitForURL('**/find**')
  return page.$$eval('tbody th a', links => links.map(a => a.getAttribute('href')))
}

for (const javaScriptEnabled of [true, false])
  test(`a co-ordinator finds a child by what is nearly its name ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    const page = await signedIn(site, people.coordinator, { javaScriptEnabled })
    const child = await someChild(page)
    await page.goto('/')
    const slip = child.surname.slice(0, 1) + child.surname.slice(2)
    for (const words of [`${child.forename} ${slip}`, `${child.surname}, ${child.forename}`, `${child.forename} ${child.surname} ${child.born}`, child.upn, child.upn.slice(0, 8) + child.upn.slice(9)]) {
      assert.ok((await find(page, words)).includes(child.address), words)
      assert.doesNotMatch(page.url() + await page.title(), new RegExp(`${child.surname}|${child.forename}|${child.upn}`, 'i'))
      assert.equal(await page.inputValue('#child'), words, 'what was typed is kept')
    }
    assert.ok((await find(page, child.born)).includes(child.address), 'by birth date alone')
    await page.goto('/register')
    assert.ok((await find(page, child.upn)).includes(child.address), 'from the list of children')
    assert.match(await page.textContent('caption'), /1 child found/)
    await page.click('tbody th a')
    assert.match(await page.textContent('h1'), new RegExp(child.surname))
    await page.context().close()
  })

test("another partnership's child is not found, nor told of", async () => {
  const own = await signedIn(site, people.coordinator), page = await signedIn(site, people.elsewhere)
  const child = await someChild(own)
  await page.goto('/find')
  for (const words of [child.upn, child.upn.slice(0, 12) + 'X']) {
    assert.deepEqual(await find(page, words), [])
    assert.match(await page.textContent('main'), /No child found/)
  }
  assert.ok(!(await find(page, `${child.forename} ${child.surname} ${child.born}`)).includes(child.address))
  for (const p of [own, page]) await p.context().close()
})

test('an administrator, who sees no child, is not offered the search', async () => {
  const page = await signedIn(site, people.administrator)
  assert.equal(await page.locator('#child').count(), 0)
  assert.equal((await page.goto('/find')).status(), 404)
  await page.context().close()
})

for (const width of [1280, 390])
  test(`the search passes axe at ${width}, empty, full, without a hit and with a problem`, async () => {
    const page = await signedIn(site, people.consultant, { viewport: { width, height: 900 } })
    const looked = async what => {
      assert.deepEqual(await axeFindings(page), [], what)
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${what} is too wide`)
      if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/find-${what}-${width}.png`, fullPage: true })
    }
    await looked('home')
    await page.goto('/register')
    await looked('register')
    await page.goto('/find')
    await looked('empty')
    await page.click('main button')
    assert.match(await page.textContent('.govuk-error-summary'), /Type a name/)
    await looked('problem')
    assert.ok((await find(page, 'le')).length === 10)
    await looked('found')
    await page.click('text=show up to')
    assert.ok(await page.locator('tbody tr').count() > 10)
    await find(page, 'zzyzx')
    await looked('nothing')
    await page.context().close()
  })
