// Territories and settlements, coloured by the served share of the need for the chosen services in the chosen period.

const RADII = [2.6, 3.4, 4.7, 6.4];

/** The class of a dot's size. */
const sizeClass = (people) => DATA.limits.people.filter((limit) => people >= limit).length;

/** The sum of a settlement's need, and its class. */
function shareOf(i) {
  const sum = coverage([i], wanted, state.period);
  const deserted = PLACES.people[i] === 0 && PLACES.kind[i] !== "point";
  return { sum, share: deserted ? null : shareClass(sum) };
}

/** The range of the share over the futures, for all services in the last period; empty where there is none. */
function rangeOf(i) {
  const range = DATA.sure && state.period === PERIODS - 1 && DATA.sure.served[i];
  return range ? say("tooltip_range", Math.round(range[0] * 100), Math.round(range[2] * 100)) : "";
}

const shareStyle = (share) => (share === null ? "share-none" : `share-${share}`);

function groundOf(svg) {
  const cells = PLACES.cell.map((d, i) =>
    draw("path", { d, onclick: () => select({ type: "place", at: i }) }, draw("title")),
  );
  const dots = PLACES.code.map((_, i) => draw("g", { onclick: () => select({ type: "place", at: i }) }, draw("title")));
  const chosen = draw("path", { class: "chosen" });
  const under = draw(
    "g",
    { class: "ground" },
    draw("g", { class: "cells" }, ...cells),
    draw("g", { class: "borders halo" }, ...AREAS.border.map((d) => draw("path", { d }))),
    draw("g", { class: "borders" }, ...AREAS.border.map((d) => draw("path", { d }))),
    chosen,
    draw("path", { class: "outline", d: DATA.ground.region }),
  );
  const over = draw("g", { class: "dots" }, ...dots);
  svg.append(under);
  let shares = [];

  /** Colours and what is said of each settlement. */
  function paint() {
    shares = PLACES.code.map((_, i) => shareOf(i));
    const all = [...SERVICES.number.keys()].every((s) => !SERVICES.planned[s] || wanted(s));
    shares.forEach(({ sum, share }, i) => {
      cells[i].setAttribute("class", `cell ${shareStyle(share)}`);
      const words = sum.need
        ? say("tooltip", placeName(i), percent(sum.served, sum.need), users(sum.need)) + (all ? rangeOf(i) : "")
        : say("tooltip_none", placeName(i));
      cells[i].firstChild.textContent = words;
      const dot =
        share === null ? draw("path", { class: "none" }) : draw("circle", { r: RADII[sizeClass(PLACES.people[i])] });
      dots[i].setAttribute("class", `dot ${shareStyle(share)}`);
      dots[i].replaceChildren(draw("title", { text: words }), dot);
    });
  }

  /** Puts the territories where they are seen. */
  const lay = (view) => under.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.k})`);

  /** Puts the dots where they are, at their size. */
  function layDots(view) {
    dots.forEach((dot, i) => {
      const [x, y] = [PLACES.x[i] * view.k, PLACES.y[i] * view.k];
      const sign = dot.lastChild;
      if (shares[i].share === null) sign.setAttribute("d", `M${x - 3} ${y - 3}l6 6m0 -6l-6 6`);
      else {
        sign.setAttribute("cx", x);
        sign.setAttribute("cy", y);
      }
    });
  }

  /** A strong border round the municipality that is selected. */
  function markArea() {
    const one = state.selected;
    chosen.setAttribute("d", one && one.type === "area" ? AREAS.border[one.at] : "");
  }

  return { over, paint, lay, layDots, markArea };
}
