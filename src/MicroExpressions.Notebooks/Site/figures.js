// Draws every figure of a page with plotly.js over its still picture; a page without plotly.js keeps the picture.
(function () {
  'use strict';

  // the page's own colour, light or dark; the title above the legend, however many rows that takes; quiet axis titles
  function suited(layout, place) {
    var ink = getComputedStyle(place).color, look = JSON.parse(JSON.stringify(layout));
    Object.keys(look).filter(function (key) { return /^[xy]axis/.test(key); }).forEach(function (key) {
      look[key].title = Object.assign({}, look[key].title, { font: { size: 13 }, standoff: 10 });
    });
    look.font.color = ink;
    look.title = Object.assign(look.title, { y: 1, yref: 'container', yanchor: 'top', pad: { t: 10 }, font: { size: 16, weight: 600 } });
    look.modebar = { bgcolor: 'rgba(0,0,0,0)', color: '#8a8f98', activecolor: ink };
    return look;
  }

  function draw(place, data, layout) {
    var look = suited(layout, place);
    if (!place.classList.contains('js-plotly-plot')) place.textContent = '';
    return window.Plotly.react(place, data, look, { responsive: true, displaylogo: false }).then(function () {
      var legend = place.querySelector('.legend'), top = 44 + (legend ? legend.getBoundingClientRect().height : 0);
      return window.Plotly.relayout(place, { 'margin.t': top, 'margin.b': 52, height: layout.height - layout.margin.t - layout.margin.b + top + 52 });
    });
  }

  window.mexFigure = draw;
  window.mexFigures = function () {
    if (!window.Plotly) return;
    document.querySelectorAll('script.mex-plotly').forEach(function (source) {
      var place = source.previousElementSibling, figure = JSON.parse(source.textContent);
      if (place && place.classList.contains('mex-figure')) draw(place, figure.data, figure.layout);
      if (place && place.classList.contains('mex-chart')) {   // somebody's own, looks included
        if (!place.classList.contains('js-plotly-plot')) place.textContent = '';
        window.Plotly.react(place, figure.data, figure.layout, figure.config);
      }
    });
  };
})();
