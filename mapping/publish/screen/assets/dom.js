// Making elements. Text from the data goes through textContent only, so that none of it is ever markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An HTML element.
 * @param {string} tag
 * @param {Object<string, *>} [has] class, text, attributes; `on…` are listeners
 * @param {...(Node|string|null|undefined)} inside
 */
function el(tag, has, ...inside) {
  return filled(document.createElement(tag), has, inside);
}

/** An SVG element; like `el`. */
function draw(tag, has, ...inside) {
  return filled(document.createElementNS(SVG, tag), has, inside);
}

function filled(node, has, inside) {
  for (const [key, value] of Object.entries(has || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "text") node.textContent = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...inside.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** A button that looks as its class says. */
function button(className, text, act, has) {
  return el("button", { type: "button", class: className, text, onclick: act, ...has });
}
