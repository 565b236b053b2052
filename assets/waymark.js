// The little script there is: it makes what works without it quicker (menus, error summaries, buttons pressed twice).
import { initAll } from 'govuk-frontend'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
