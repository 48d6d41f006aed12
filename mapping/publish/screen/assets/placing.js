// Where cards and names may stand so that none lies over another. Rectangles are [left, top, right, bottom], px.

const BUCKET = 80;

/** Rectangles that are taken, looked up by the squares they touch. */
class Taken {
  constructor() {
    this.buckets = new Map();
  }

  *keys([left, top, right, bottom]) {
    for (let i = Math.floor(left / BUCKET); i <= right / BUCKET; i++) {
      for (let j = Math.floor(top / BUCKET); j <= bottom / BUCKET; j++) yield i * 65536 + j;
    }
  }

  add(box) {
    for (const key of this.keys(box)) {
      if (!this.buckets.has(key)) this.buckets.set(key, []);
      this.buckets.get(key).push(box);
    }
  }

  /** How many of the taken rectangles meet `box`, each counted once. */
  hits(box) {
    const met = new Set();
    for (const key of this.keys(box)) {
      for (const one of this.buckets.get(key) || []) {
        if (meet(one, box)) met.add(one);
      }
    }
    return met.size;
  }
}

const rectAt = (left, top, width, height) => [left, top, left + width, top + height];
const grown = ([left, top, right, bottom], by) => [left - by, top - by, right + by, bottom + by];

const DIRECTIONS = Array.from({ length: 16 }, (_, n) => [Math.cos((n * Math.PI) / 8), Math.sin((n * Math.PI) / 8)]);
const DISTANCES = [7, 16, 28, 44, 66, 92, 124, 165, 215, 270];
/** What it costs, in px of distance, to hide a dot, and to cross a leader or a card. */
const [DOT, CROSSING] = [9, 70];
/** Up to so many cards are placed a second time, each with all others standing. */
const FEW = 120;

/**
 * Places for cards round their points, the largest first; one without room near by gets none.
 * @param {{x: number, y: number, width: number, height: number, reach?: number}[]} cards `reach`: how far at most
 * @param {number[]} frame where cards may stand
 * @param {Taken} dots what they should not hide
 * @param {Taken} taken where they may not stand; what is placed is added
 * @returns {(?number[])[]} a rectangle for each card
 */
function placeCards(cards, frame, dots, taken) {
  const places = cards.map(() => null);
  const order = cards
    .map((_, n) => n)
    .sort((a, b) => cards[b].width * cards[b].height - cards[a].width * cards[a].height || a - b);
  for (let pass = 0; pass < (cards.length <= FEW ? 2 : 1); pass++) {
    for (const n of order) {
      const others = cards.flatMap((card, m) =>
        m !== n && places[m] ? [{ box: places[m], leader: leaderOf(card, places[m]) }] : [],
      );
      places[n] = bestPlace(cards[n], others, frame, dots, taken);
    }
  }
  for (const box of places) if (box) taken.add(box);
  return places;
}

/** The cheapest place for a card: near its point, hiding little, its leader crossing little. */
function bestPlace(card, others, frame, dots, taken) {
  let [best, least] = [null, Infinity];
  for (const distance of DISTANCES) {
    if (distance >= least || distance > (card.reach || 30 + 1.1 * Math.max(card.width, card.height))) break;
    for (const [dx, dy] of DIRECTIONS) {
      const x = card.x + dx * (distance + card.width / 2) - card.width / 2;
      const y = card.y + dy * (distance + card.height / 2) - card.height / 2;
      const box = rectAt(x, y, card.width, card.height);
      const wide = grown(box, 2);
      if (!inside(box, frame) || others.some((other) => meet(wide, other.box)) || taken.hits(wide)) continue;
      const near = distance + DOT * dots.hits(box);
      if (near >= least) continue;
      const own = leaderOf(card, box);
      const crossed = others.filter(
        (other) => cross(own, other.leader) || through(other.leader, box) || through(own, other.box),
      ).length;
      const cost = near + CROSSING * crossed;
      if (cost < least) [best, least] = [box, cost];
    }
  }
  return best;
}

const inside = (box, frame) => box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];
const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
const leaderOf = (card, box) => [card.x, card.y, ...nearest(box, card.x, card.y)];

/** The point of a rectangle that is nearest to (x, y). */
function nearest([left, top, right, bottom], x, y) {
  return [Math.min(Math.max(x, left), right), Math.min(Math.max(y, top), bottom)];
}

/** Whether two lines [x0, y0, x1, y1] cross. */
function cross([ax, ay, bx, by], [cx, cy, dx, dy]) {
  const side = (px, py, qx, qy, rx, ry) => Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px));
  return (
    side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0 &&
    side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0
  );
}

/** Whether a line runs through a rectangle. */
function through(line, [left, top, right, bottom]) {
  return cross(line, [left, top, right, bottom]) || cross(line, [left, bottom, right, top]);
}

const canvas = document.createElement("canvas").getContext("2d");
const widths = new Map();

/** Width of a line of text, px. */
function textWidth(text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    canvas.font = font;
    widths.set(key, canvas.measureText(text).width);
  }
  return widths.get(key);
}

/** `text`, cut with … to `most` px. */
function clipped(text, font, most) {
  const line = text.replace(/\s+/g, " ").slice(0, 200);
  if (textWidth(line, font) <= most && line.length === text.length) return line;
  let end = line.length;
  while (end > 1 && textWidth(line.slice(0, end) + "…", font) > most) end--;
  return line.slice(0, end).trimEnd() + "…";
}
