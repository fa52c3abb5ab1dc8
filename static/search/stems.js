/** Endings of words: which words are forms of one. The same as in newsgen's stems.py. */
(function (search) {
  "use strict";

  const ENDINGS = {
    en: "ing ings ed es s e ies>y ied>y",
    fr: "s x e es ee ees er ez ait aient ant ent ment aux al ale ales elle elles el els if ive ifs ives",
    de: "e en er es em n s st te ten test et ern ere eren erer eres erem",
    es: "s es o a os as ar er ir ado ada ados adas ando iendo aron ieron mente",
    ru:
      "а я о е ы и у ю й ь ам ям ах ях ов ев ей ой ем ом ами ями ого его ому ему ый ий ая яя ое ее ые ие ую юю ых их" +
      " ым им ыми ими л ла ло ли ть т ет ит ют ят",
  };
  const PARTED = new Map(
    Object.entries(ENDINGS).map(([language, endings]) => [language, endings.split(" ").map((each) => each.split(">"))])
  );
  const shortestOf = (language) => (language === "en" ? 3 : 4);

  /** A word, and what it is without each of its endings. */
  function stemsOf(word, language) {
    const stems = [word];
    for (const [ending, other] of PARTED.get(language) || []) {
      const rest = word.slice(0, -ending.length);
      if (!word.endsWith(ending) || rest.length < shortestOf(language)) continue;
      stems.push(rest + (other || ""));
      const last = rest[rest.length - 1];
      if (language === "en" && !other && last === rest[rest.length - 2] && !"lsz".includes(last)) stems.push(rest.slice(0, -1));
    }
    return stems;
  }

  /**
   * Whether two words are forms of one in a language: they have a stem in common.
   * @param {string} one
   * @param {string} other
   * @param {string} language
   * @returns {boolean}
   */
  function areForms(one, other, language) {
    const stems = stemsOf(one, language);
    return stemsOf(other, language).some((stem) => stems.includes(stem));
  }

  /**
   * With what all forms of a word begin: the shortest of its stems, as far as it is spelled in the word.
   * @param {string} word
   * @param {string} language
   * @returns {string}
   */
  function beginningOf(word, language) {
    const stems = stemsOf(word, language).filter((stem) => word.startsWith(stem));
    const shortest = stems.reduce((least, stem) => (stem.length < least.length ? stem : least));
    const isTurned = language === "en" && shortest.endsWith("y") && shortest.length > shortestOf(language);
    return isTurned ? shortest.slice(0, -1) : shortest;
  }

  Object.assign(search, { areForms, beginningOf });
})(newsgenSearch);
