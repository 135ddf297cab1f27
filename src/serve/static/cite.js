// Shows the sentence that a citation stands on, while its link is pointed at or focused. In: the links that the page has.
// Out: a box beside the link. Never: anything that cannot be had by following the link.
(() => {
  'use strict';
  const WAIT_MILLISECONDS = 180; // By eye: a pointer that passes by opens nothing.
  const KEPT = new Map();
  const box = document.createElement('div');
  box.id = 'cited';
  box.setAttribute('role', 'tooltip');
  box.hidden = true;
  let current = null, timer = 0;

  // The cited words with what stands around them, from the article's own page.
  const words = async link => {
    if (!KEPT.has(link.href)) {
      const asked = fetch(link.href).then(answer => (answer.ok ? answer.text() : Promise.reject(answer.status)));
      KEPT.set(link.href, asked.then(html => {
        const page = new DOMParser().parseFromString(html, 'text/html');
        const marks = [...page.querySelectorAll('mark')];
        const holder = marks[0] && marks[0].closest('[lang]');
        return { text: marks.map(mark => mark.textContent).join(' '), language: holder ? holder.lang : '' };
      }));
      KEPT.get(link.href).catch(() => KEPT.delete(link.href));
    }
    return KEPT.get(link.href);
  };

  const place = link => {
    const at = link.getClientRects()[0], own = box.getBoundingClientRect(), gap = 6;
    const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - own.width - 8));
    const below = at.bottom + gap + own.height < innerHeight || at.top < own.height + gap;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(below ? at.bottom + gap : at.top - gap - own.height) + scrollY}px`;
  };

  const close = () => {
    clearTimeout(timer);
    box.hidden = true;
    if (current) {
      current.link.removeAttribute('aria-describedby');
      current.link.title = current.title;
      current = null;
    }
  };

  const show = async link => {
    let cited;
    try { cited = await words(link); } catch { return; }
    if (!current || current.link !== link || !cited.text) return;
    const quote = document.createElement('q'), source = document.createElement('span');
    quote.textContent = cited.text;
    quote.lang = cited.language || 'en';
    quote.dir = 'auto';
    source.textContent = current.title;
    source.dir = 'auto';
    box.replaceChildren(quote, source);
    box.hidden = false;
    link.title = '';
    link.setAttribute('aria-describedby', box.id);
    place(link);
  };

  const open = link => {
    if (current && current.link === link) { clearTimeout(timer); return; }
    close();
    current = { link, title: link.title };
    timer = setTimeout(show, WAIT_MILLISECONDS, link);
  };

  const later = () => { clearTimeout(timer); timer = setTimeout(close, WAIT_MILLISECONDS); };
  const cites = event => event.target instanceof Element && event.target.closest('.markers a');

  document.addEventListener('pointerover', event => {
    const link = event.pointerType !== 'touch' && cites(event);
    if (link) open(link);
    else if (current && box.contains(event.target)) clearTimeout(timer);
    else if (current && document.activeElement !== current.link) later();
  });
  document.addEventListener('focusin', event => { const link = cites(event); if (link) open(link); else close(); });
  document.addEventListener('focusout', event => { if (cites(event)) close(); });
  document.addEventListener('keydown', event => { if (event.key === 'Escape') close(); });
  document.body.append(box);
})();
