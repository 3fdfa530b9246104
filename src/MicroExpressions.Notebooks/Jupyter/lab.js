// Jupyter's page has plotly.js from here, once: no notebook file holds it. Figures that stand in the page already are drawn again.
define(['./plotly.min', './figures'], function () {
  'use strict';
  var plain = window.Plotly.newPlot;
  window.Plotly.newPlot = function (place, data, layout) {
    return place.classList && place.classList.contains('mex-figure') ? window.mexFigure(place, data, layout) : plain.apply(this, arguments);
  };
  return { load_ipython_extension: window.mexFigures };
});
