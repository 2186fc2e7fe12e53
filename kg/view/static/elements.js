// Making elements. Text only ever goes in as text: nothing here parses HTML.

function byId(id) {
  return document.getElementById(id);
}

/** element('button', {class: 'x', onclick: f}, 'text', child, …) */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'onclick') made.addEventListener('click', value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

/** The same for SVG. */
function drawing(name, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function replaceContent(parent, ...children) {
  parent.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== ''));
}

/** Redraw a part without taking the keyboard focus from it: it goes to the same control again. */
function keepFocus(part, redraw) {
  const held = document.activeElement;
  const inside = held && held !== part && part.contains(held);
  const marks = inside ? ['id', 'data-do', 'data-value', 'data-period', 'aria-label'].filter((name) => held.getAttribute(name)) : [];
  redraw();
  if (!inside || part.contains(document.activeElement)) return;
  const same = marks.length && [...part.querySelectorAll(held.tagName)].find((one) =>
    !one.disabled && one.getAttribute(marks[0]) === held.getAttribute(marks[0]));
  (same || part).focus({ preventScroll: true });
}

/** A link out of the page, or the plain text if the address is not a web address. */
function outsideLink(address, text) {
  let url = null;
  try {
    url = new URL(address);
  } catch (error) {
    return document.createTextNode(text);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return document.createTextNode(text);
  return element('a', { href: url.href, rel: 'noopener noreferrer', target: '_blank', dir: 'auto' }, text);
}

/** Text of unknown origin: isolated, so that its writing direction stays inside. */
function quoted(text, name) {
  return element(name || 'bdi', { dir: 'auto' }, text);
}
