// The little script there is: it makes what works without it quicker (menus, error summaries, buttons pressed twice).
import { initAll } from 'govuk-frontend'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

// In a meeting: one key each for the next and the previous case, the outcomes, the actions and the report-back, outside fields only.
const keys = { n: '[data-key="n"]', p: '[data-key="p"]', o: '#outcome', a: '#owner1', r: '#report_back_on' }
if (document.querySelector('#outcome')) {
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input:not([type=checkbox]), textarea, select')) return
    const target = keys[event.key] && document.querySelector(keys[event.key])
    if (!target) return
    event.preventDefault()
    if (target.tagName === 'A') target.click()
    else target.focus()
  })
}
