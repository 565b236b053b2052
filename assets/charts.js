// Draws the charts beside their tables. The specification is in the page; the interpreter runs it, so that no script is made at run time.
import { parse, View } from 'vega'
import { compile } from 'vega-lite'
import { expressionInterpreter } from 'vega-interpreter'

for (const place of document.querySelectorAll('[data-chart]')) {
  const { spec } = compile(JSON.parse(place.dataset.chart))
  const view = new View(parse(spec, null, { ast: true }), { expr: expressionInterpreter, renderer: 'svg', container: place })
  view.runAsync().then(() => {
    const drawing = place.querySelector('svg')
    drawing.setAttribute('role', 'img')
    drawing.setAttribute('aria-label', place.dataset.label)
    for (const part of drawing.querySelectorAll('[aria-roledescription], [role]')) {
      part.removeAttribute('aria-roledescription')
      part.removeAttribute('aria-label')
      part.setAttribute('role', 'presentation')
    }
    place.dataset.drawn = 'yes'
  })
}
