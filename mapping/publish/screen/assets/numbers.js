// Words and numbers as the language writes them.

const LOCALES = ["bg-BG", "en-GB"];

/** The words for a key, with {0}, {1} … filled. */
function say(key, ...values) {
  return DATA.words[key][state.language].replace(/\{(\d)\}/g, (_, n) => String(values[n]));
}

/** One of a pair [Bulgarian, English]; the other where it is empty. */
const pick = (pair) => pair[state.language] || pair[1 - state.language];

const formats = new Map();
function number(value, decimals = 0) {
  const key = `${state.language} ${decimals}`;
  if (!formats.has(key)) {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: "always" };
    formats.set(key, new Intl.NumberFormat(LOCALES[state.language], digits));
  }
  return formats.get(key).format(value);
}

/** Less than this (thousandths of a person) is written as less than 0,1. */
const SMALL = 50;

/** Expected persons from thousandths: one decimal below 100; what is not nothing is not written as 0. */
function persons(milli) {
  if (milli > 0 && milli < SMALL) return "<\u2009" + number(0.1, 1);
  return milli >= 99950 || milli % 1000 === 0 ? number(milli / 1000) : number(milli / 1000, 1);
}

/** "12,3 потребители"; whole numbers may be one. */
const users = (milli) => say(milli === 1000 ? "one_user" : "users", persons(milli));

/** A share of thousandths as a percentage; not 100 % where somebody is left out, nor 0 % where somebody is served. */
function percent(part, whole) {
  if (!whole) return "–";
  const rounded = Math.round((100 * part) / whole);
  if (part < whole && rounded === 100) return say("over_percent", 99);
  if (part > 0 && rounded === 0) return say("under_percent", 1);
  return say("percent", rounded);
}

/** EUR from cents, without cents. */
const euro = (cents) => say("euro", number(cents / 100));

/** A place's name with гр. or с. in Bulgarian. */
function placeName(i) {
  const name = pick([PLACES.bg[i], PLACES.en[i]]) || PLACES.code[i];
  const before = { town: "town_before", village: "village_before" }[PLACES.kind[i]];
  return before ? say(before) + name : name;
}

const bareName = (i) => pick([PLACES.bg[i], PLACES.en[i]]) || PLACES.code[i];
const areaName = (m) => pick([AREAS.bg[m], AREAS.en[m]]) || AREAS.code[m];
const serviceName = (s) => pick(SERVICES.name[s]) || String(SERVICES.number[s]);
const serviceShort = (s) => pick(SERVICES.short[s]) || serviceName(s);
