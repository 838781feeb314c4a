'use strict';
(() => {
  const charts = [...document.querySelectorAll('.chart[data-first]')].map((figure) => {
    const first = Number(figure.dataset.first);
    const at = figure.querySelector('.at b');
    const names = JSON.parse(at.dataset.names);
    const over = at.dataset.names;
    const field = figure.querySelector('.field');
    const add = (name) => {
      const element = field.appendChild(document.createElement('div'));
      element.className = name;
      element.hidden = true;
      return element;
    };
    const cursor = add('cursor');
    const curves = [...figure.querySelectorAll('.key')].map((key) => {
      const value = key.querySelector('b');
      return {
        value,
        values: value.dataset.values.split('|'),
        heights: value.dataset.heights.split('|'),
        dot: add(key.className.replace('key', 'dot')),
      };
    });
    return { figure, first, at, names, over, field, cursor, curves, last: curves[0].values.length - 1 };
  });

  const showIn = (those, index, pointing) => those.forEach((chart) => {
    const left = (chart.last === 0 ? 50 : 100 * index / chart.last) + '%';
    chart.at.textContent = chart.names[index] ?? (chart.first + index).toLocaleString('en');
    chart.cursor.hidden = !pointing;
    chart.cursor.style.left = left;
    chart.curves.forEach((curve) => {
      curve.value.textContent = curve.values[index];
      curve.dot.hidden = !pointing || curve.heights[index] === '';
      curve.dot.style.left = left;
      curve.dot.style.top = curve.heights[index] + '%';
    });
    chart.index = index;
  });

  charts.forEach((chart) => {
    // Charts over the same epochs or times move together.
    const those = charts.filter((other) => other.over === chart.over);
    const show = (index, pointing) => showIn(those, index, pointing);
    const start = Number(chart.at.dataset.shown) - chart.first;
    const plot = chart.figure.querySelector('.plot');
    const within = (index) => Math.max(0, Math.min(chart.last, index));
    const point = (event) => {
      const box = chart.field.getBoundingClientRect();
      show(within(Math.round((event.clientX - box.left) / box.width * chart.last)), true);
    };
    chart.index = start;
    chart.field.addEventListener('pointermove', point);
    chart.field.addEventListener('pointerdown', point);
    chart.field.addEventListener('pointerleave', () => show(start, false));
    plot.addEventListener('blur', () => show(start, false));
    plot.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10 }[event.key];
      if (step) {
        event.preventDefault();
        show(within(chart.index + step), true);
      }
    });
  });
})();
