/** How much texts say of what is asked, by the postings of its words: the same as in newsgen's ranking.py. */
(function (search) {
  "use strict";

  /** Tenths: what the word itself, a form of it, a longer one and one typed like it count. */
  const weights = [10, 8, 7, 6];
  const [EXACT, , , NEAR] = weights;
  /** What a word as it was typed counts besides, and what each word that a text has does. */
  const [AS_TYPED, OF_A_WORD] = [1_000_000, 100_000_000];

  /**
   * How much a word tells that stands in so many of all texts, in hundredths, as BM25 weighs it.
   * @param {number} frequency
   * @param {number} count
   */
  function rarity(frequency, count) {
    const texts = Math.min(frequency, count);
    return Math.max(1, Math.round(100 * Math.log(1 + (count - texts + 0.5) / (texts + 0.5))));
  }

  /**
   * What a slot counts in each text, by segments.
   * @param {Posted[][]} lists Of each segment, the words that answer the slot.
   * @param {number} count Of all texts.
   * @returns {Table[]}
   */
  function tablesOf(lists, count) {
    /** @type {Full<string, number>} */
    const frequencies = new Map();
    /** @type {Set<string>} */
    const own = new Set();
    for (const [word, weight, codes] of lists.flat()) {
      frequencies.set(word, (frequencies.get(word) || 0) + codes.length);
      if (weight !== NEAR) own.add(word);
    }
    const ofOwn = [...own].reduce((sum, word) => sum + frequencies.get(word), 0);
    return lists.map((posted) => {
      const scores = new Map();
      for (const [word, weight, codes] of posted) {
        const factor = weight * rarity(weight === NEAR ? frequencies.get(word) : ofOwn, count);
        const least = weight === EXACT ? AS_TYPED : 0;
        for (const code of codes) {
          const score = least + factor * (code & 15);
          if (score > (scores.get(code >> 4) || 0)) scores.set(code >> 4, score);
        }
      }
      return scores;
    });
  }

  /**
   * Text to what the best of several ways to say something counts in it, and how many words of the first way that is.
   * @param {Table[][]} ways Each is the tables of its words.
   * @param {boolean} needsAll Whether what has a part of a way does not count.
   * @returns {Map<number, [number, number]>}
   */
  function bestWay(ways, needsAll) {
    /** @type {Map<number, [number, number]>} */
    const best = new Map();
    for (const way of ways) {
      /** @type {Map<number, [number, number]>} */
      const scores = new Map();
      for (const table of way) {
        for (const [number, score] of table) {
          const [sum, has] = scores.get(number) || [0, 0];
          scores.set(number, [sum + score, has + 1]);
        }
      }
      for (const [number, [score, has]] of scores) {
        if (has < way.length && needsAll) continue;
        const found = Math.floor((ways[0].length * has) / way.length);
        const [known, before] = best.get(number) || [0, 0];
        if (score > known || (score === known && found > before)) best.set(number, [score, found]);
      }
    }
    return best;
  }

  /**
   * Text to what all that is asked counts in it.
   * @param {Table[][][]} groups Of each, the ways to say it.
   * @param {boolean} needsAll Whether what has no way of one of them does not count.
   * @returns {Table}
   */
  function scoresOf(groups, needsAll) {
    const found = groups.map((ways) => bestWay(ways, needsAll));
    /** @type {Table} */
    const scores = new Map();
    for (const best of found) {
      for (const [number, [score, has]] of best) {
        if (needsAll && !found.every((each) => each.has(number))) continue;
        scores.set(number, (scores.get(number) || 0) + score + OF_A_WORD * has);
      }
    }
    return scores;
  }

  /**
   * Whether a text of this score has more than half of so many words.
   * @param {number} score
   * @param {number} count
   */
  const hasMost = (score, count) => Math.floor(score / OF_A_WORD) > Math.floor(count / 2);

  Object.assign(search, /** @satisfies {Partial<Parts>} */ ({ weights, tablesOf, scoresOf, hasMost }));
})(newsgenSearch);
