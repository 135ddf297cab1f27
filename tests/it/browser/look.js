// What a test wants to know of a page, as one value. Asked from outside, so that it works where the page may run no script.
(async () => {
  const frames = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const name = e => `${e.tagName.toLowerCase()}${e.id ? '#' + e.id : ''}${e.getAttribute('class') ? '.' + e.getAttribute('class') : ''}`;
  let shift = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => { shift += e.value; })).observe({ type: 'layout-shift', buffered: true });
  await frames();
  const width = document.documentElement.clientWidth;
  const all = [...document.body.querySelectorAll('*')];
  const beyond = document.documentElement.scrollWidth > width
    ? all.filter(e => e.getBoundingClientRect().right > width + 1).map(name).slice(0, 5) : [];
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(e => e.checkVisibility());
  return {
    shift,
    beyond,
    wide: document.documentElement.scrollWidth,
    headings: headings.map(e => Number(e.tagName[1])),
    background: getComputedStyle(document.body).backgroundColor,
    text: document.body.innerText,
    ids: all.map(e => e.id).filter((id, at, ids) => id && ids.indexOf(id) !== at),
    dead: [...document.querySelectorAll('a[href^="#"]')].map(e => e.hash.slice(1)).filter(id => !document.getElementById(id)),
  };
})()
