// Search by name in Cyrillic or Latin letters: both are brought to the Latin letters of the Transliteration Act of
// Bulgaria (State Gazette 19/2009), in small letters, without гр. and с.

const LATIN = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  д: "d",
  е: "e",
  ж: "zh",
  з: "z",
  и: "i",
  й: "y",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "h",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "sht",
  ъ: "a",
  ь: "y",
  ю: "yu",
  я: "ya",
};
const BEFORE = /^(?:(?:гр|с|gr|s|обл|общ)\.\s*|(?:град|село|община|grad|selo|town of|village of)\s+)+/;

/** Small Latin letters; `ия` at the end of a word is `ia` (art. 6), here everywhere, so that `iya` is found too. */
function latin(text) {
  const small = text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim().replace(BEFORE, "");
  const letters = Array.from(small, (letter) => LATIN[letter] ?? letter).join("");
  const plain = letters.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  return plain
    .replace(/iya/g, "ia")
    .replace(/w/g, "v")
    .replace(/kh/g, "h")
    .replace(/[-–'’„“”"]/g, " ");
}

/** What can be found: settlements and municipalities, by their keys in both alphabets and their codes. */
const ENTRIES = [
  ...PLACES.code.map((code, i) => entry("place", i, [PLACES.bg[i], PLACES.en[i], code], PLACES.people[i])),
  ...AREAS.code.map((code, m) => entry("area", m, [AREAS.bg[m], AREAS.en[m], code], 0)),
];

function entry(type, at, names, people) {
  const keys = [...new Set(names.map(latin))].filter((key) => key);
  return { type, at, keys, people };
}

/** How well a key fits what was typed: 0 whole, 1 beginning, 2 beginning of a word, 3 inside; Infinity not at all. */
function fit(key, typed) {
  if (key === typed) return 0;
  if (key.startsWith(typed)) return 1;
  if (key.includes(" " + typed)) return 2;
  return key.includes(typed) ? 3 : Infinity;
}

/** The entries that fit `text`, the best first, then the larger places. */
function find(text, most = 12) {
  const typed = latin(text);
  if (!typed) return [];
  return ENTRIES.map((one) => ({ ...one, rank: Math.min(...one.keys.map((key) => fit(key, typed))) }))
    .filter((one) => one.rank < Infinity)
    .sort((a, b) => a.rank - b.rank || b.people - a.people || a.at - b.at)
    .slice(0, most);
}
