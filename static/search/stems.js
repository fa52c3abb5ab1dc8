/** Endings of words: which words are forms of one. The same as in newsgen's stems.py. */
(function (search) {
  "use strict";

  /** @param {Language} language */
  const shortestOf = (language) => (language.tag === "en" ? 3 : 4);

  /**
   * A language as the manifest tells of it.
   * @param {string} tag
   * @param {string} endings Each with what stands in its place, if anything does: `s ies>y`.
   * @returns {Language}
   */
  function languageOf(tag, endings) {
    return { tag, endings: endings ? endings.split(" ").map((each) => each.split(">")) : [] };
  }

  /**
   * A word, and what it is without each of its endings.
   * @param {string} word
   * @param {Language} language
   */
  function stemsOf(word, language) {
    const stems = [word];
    for (const [ending, other] of language.endings) {
      const rest = word.slice(0, -ending.length);
      if (!word.endsWith(ending) || rest.length < shortestOf(language)) continue;
      stems.push(rest + (other || ""));
      const last = rest[rest.length - 1];
      const isDoubled = language.tag === "en" && !other && last === rest[rest.length - 2];
      if (isDoubled && !"lsz".includes(last)) stems.push(rest.slice(0, -1));
    }
    return stems;
  }

  /**
   * Whether two words are forms of one in a language: they have a stem in common.
   * @param {string} one
   * @param {string} other
   * @param {Language} language
   * @returns {boolean}
   */
  function areForms(one, other, language) {
    const stems = stemsOf(one, language);
    return stemsOf(other, language).some((stem) => stems.includes(stem));
  }

  /**
   * With what all forms of a word begin: what its stems have in common.
   * @param {string} word
   * @param {Language} language
   * @returns {string}
   */
  function beginningOf(word, language) {
    let shortest = word;
    for (const stem of stemsOf(word, language)) {
      while (!stem.startsWith(shortest)) shortest = shortest.slice(0, -1);
    }
    const isTurned = language.tag === "en" && shortest.endsWith("y") && shortest.length > shortestOf(language);
    return isTurned ? shortest.slice(0, -1) : shortest;
  }

  Object.assign(search, /** @satisfies {Partial<Parts>} */ ({ areForms, beginningOf, languageOf }));
})(newsgenSearch);
