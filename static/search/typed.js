/** What a reader has typed, as slots: each must be answered by a text. The same as in newsgen's typed.py. */
(function (search) {
  "use strict";

  const QUOTES = '"“”„‟«»「」『』〝〞〟＂״';
  /** What Python takes for blanks, too. */
  const BLANKS = "\\s\\x1c-\\x1f\\x85";
  const PART = new RegExp(`([-−－]?)(?:[${QUOTES}]([^${QUOTES}]*)[${QUOTES}]?|([^${BLANKS}${QUOTES}]+))`, "g");
  const MOST_SLOTS = 12;
  const MOST_WORDS = 6;

  /**
   * What is typed.
   * @param {string} query
   * @param {boolean} isUnfinished Whether the last word may be the beginning of one.
   * @returns {Typed}
   */
  function readQuery(query, isUnfinished = false) {
    /** @type {Full<string, Slot>} */
    const slots = new Map();
    /** @type {string[]} */
    const phrases = [];
    /** @type {Slot[][]} */
    const excluded = [];
    const said = query.replaceAll("\ufeff", ""); // A blank for scripts alone.
    const parts = [...said.matchAll(PART)];
    parts.forEach((part, number) => {
      const [whole, minus, quoted, bare] = part;
      const words = search.wordsIn(quoted === undefined ? bare : quoted);
      if (quoted !== undefined && words.length > 1 && !minus) phrases.push(search.comparedText(quoted));
      const isLast =
        isUnfinished && number === parts.length - 1 && part.index + whole.length === said.length && quoted === undefined;
      const isBegun = isLast || (quoted === undefined && bare.endsWith("*"));
      const ofPart = slotsOf(words, Boolean(minus), quoted !== undefined, isBegun).map((slot) => {
        const key = JSON.stringify(slot);
        if (!slots.has(key)) slots.set(key, slot);
        return slots.get(key);
      });
      if (minus && ofPart.length) excluded.push(ofPart);
    });
    const wanted = [...slots.values()].slice(0, MOST_SLOTS);
    const whole = excluded.filter((part) => part.every((slot) => wanted.includes(slot)));
    return { slots: wanted, phrases, excluded: whole, isOnePiece: parts.length === 1 };
  }

  /**
   * What a text must have: all slots of one way to say it, of each group; the first way is the typed one.
   * @param {Slot[]} slots
   * @param {string[][]} names All that mean one thing, as `comparedText`, of each that has several.
   * @returns {Slot[][][]}
   */
  function groupsOf(slots, names) {
    /** @param {Slot[]} way */
    const wordsOf = (way) => way.map((slot) => slot.word).join(" ");
    /** @type {Map<string, Slot[][]>} */
    const byWords = new Map();
    for (const same of names) {
      const ways = same.map((name) => slotsOf(search.wordsIn(name), false, true, false));
      for (const way of ways) byWords.set(wordsOf(way), ways);
    }
    /** @param {Slot} slot */
    const isNamed = (slot) => !slot.isExact || search.isDenseScript(slot.word);
    const wanted = slots.filter((slot) => !slot.isExcluded);
    const named = wanted.filter(isNamed);
    /** @type {Map<Slot, Slot[][]>} */
    const groups = new Map();
    for (let place = 0, taken = 1; place < named.length; place += taken) {
      taken = 1;
      for (let length = Math.min(named.length - place, MOST_WORDS); length; length -= 1) {
        const run = named.slice(place, place + length);
        const ways = byWords.get(wordsOf(run));
        if (!ways) continue;
        const group = [run, ...ways.filter((way) => wordsOf(way) !== wordsOf(run))];
        for (const slot of run) groups.set(slot, group);
        taken = length;
        break;
      }
    }
    return [...new Set(wanted.map((slot) => groups.get(slot) || [[slot]]))];
  }

  /**
   * @param {string[]} words
   * @param {boolean} isExcluded
   * @param {boolean} isExact
   * @param {boolean} isBegun
   */
  function slotsOf(words, isExcluded, isExact, isBegun) {
    /** @type {Slot[]} */
    const found = [];
    words.forEach((word, number) => {
      const isDense = search.isDenseScript(word);
      if (isDense && Array.from(word).length === 1) {
        const before = words[number - 1];
        const isOfPair = number && search.isDenseScript(before) && Array.from(before).length > 1;
        if (!isOfPair) found.push({ word, isPrefix: true, isExcluded, isExact });
        return;
      }
      const isPrefix = isBegun && number === words.length - 1;
      found.push({ word, isPrefix, isExcluded, isExact: isExact || isDense });
    });
    return found;
  }

  Object.assign(search, /** @satisfies {Partial<Parts>} */ ({ groupsOf, readQuery }));
})(newsgenSearch);
