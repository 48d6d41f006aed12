// The part of the map that is seen: dragging, wheel, two fingers, keys. Everything is drawn at `k` px a grid step.

const FIT_MARGIN = 34;
const MOST_ZOOM = 24;
const STEP = 1.5;
const MOVED = 4;

/** @param {(placing: "now"|"soon"|"no") => void} redraw told when cards and names must be placed: at once, when the hand rests, not */
function viewOf(svg, redraw) {
  const view = { k: 1, x: 0, y: 0, width: 1, height: 1, least: 1, dragged: false };
  const pointers = new Map();
  let before = null;
  let frame = 0;
  let zoomed = false;

  const later = (zoom) => {
    zoomed ||= zoom;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      redraw(zoomed ? "soon" : "no");
      zoomed = false;
    });
  };

  /** Takes up the size of the element, or the one given (for print); the middle stays where it is. */
  view.resize = (width = svg.clientWidth, height = svg.clientHeight) => {
    if (!width || !height) return;
    const fitted = Math.abs(view.k - view.least) < 1e-9;
    view.x += (width - view.width) / 2;
    view.y += (height - view.height) / 2;
    Object.assign(view, { width, height });
    const { width: w, height: h } = DATA.ground;
    const margin = Math.min(FIT_MARGIN, width / 16);
    view.least = Math.min((width - 2 * margin) / Math.max(w, 1), (height - 2 * margin) / Math.max(h, 1));
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    if (fitted || view.k < view.least) view.fit();
    else redraw("now");
  };

  view.fit = () => {
    view.k = view.least;
    view.x = (view.width - DATA.ground.width * view.k) / 2;
    view.y = (view.height - DATA.ground.height * view.k) / 2;
    redraw("now");
  };

  view.zoom = (factor, x = view.width / 2, y = view.height / 2) => {
    const k = Math.min(Math.max(view.k * factor, view.least), view.least * MOST_ZOOM);
    view.x = x - ((x - view.x) * k) / view.k;
    view.y = y - ((y - view.y) * k) / view.k;
    view.k = k;
    later(true);
  };

  view.pan = (dx, dy) => {
    view.x += dx;
    view.y += dy;
    later(false);
  };

  /** Brings a point of the grid into the middle, near enough to see its neighbours. */
  view.show = (gx, gy, near) => {
    if (near) view.k = Math.max(view.k, Math.min(view.least * near, view.least * MOST_ZOOM));
    view.x = view.width / 2 - gx * view.k;
    view.y = view.height / 2 - gy * view.k;
    redraw("now");
  };

  /** Whether a point of the grid can be seen. */
  view.sees = (gx, gy) => {
    const [x, y] = [gx * view.k + view.x, gy * view.k + view.y];
    return x > 20 && y > 20 && x < view.width - 20 && y < view.height - 20;
  };

  const at = (event) => {
    const box = svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  svg.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const lines = event.deltaMode ? 18 : 1;
      view.zoom(Math.exp(-event.deltaY * lines * 0.0018), ...at(event));
    },
    { passive: false },
  );

  svg.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, at(event));
    before = null;
    if (pointers.size === 1) view.dragged = false;
  });

  svg.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return;
    const old = pointers.get(event.pointerId);
    const now = at(event);
    if (pointers.size === 1) {
      if (!view.dragged && Math.hypot(now[0] - old[0], now[1] - old[1]) < MOVED) return;
      if (!view.dragged) svg.setPointerCapture(event.pointerId);
      view.dragged = true;
      view.pan(now[0] - old[0], now[1] - old[1]);
    }
    pointers.set(event.pointerId, now);
    if (pointers.size === 2) pinch([...pointers.values()]);
  });

  function pinch([[ax, ay], [bx, by]]) {
    view.dragged = true;
    const now = { apart: Math.hypot(ax - bx, ay - by), x: (ax + bx) / 2, y: (ay + by) / 2 };
    if (before && before.apart > 0) {
      view.pan(now.x - before.x, now.y - before.y);
      view.zoom(now.apart / before.apart, now.x, now.y);
    }
    before = now;
  }

  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
    svg.addEventListener(name, (event) => {
      pointers.delete(event.pointerId);
      before = null;
    });
  }
  // A drag that ends on something is no click on it.
  svg.addEventListener("click", (event) => view.dragged && event.stopPropagation(), { capture: true });
  svg.addEventListener("dblclick", (event) => view.zoom(STEP * STEP, ...at(event)));

  const keys = {
    ArrowLeft: () => view.pan(60, 0),
    ArrowRight: () => view.pan(-60, 0),
    ArrowUp: () => view.pan(0, 60),
    ArrowDown: () => view.pan(0, -60),
    "+": () => view.zoom(STEP),
    "=": () => view.zoom(STEP),
    "-": () => view.zoom(1 / STEP),
    0: view.fit,
    Home: view.fit,
  };
  svg.addEventListener("keydown", (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? null : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  return view;
}
