/**
 * Texts as words that compare: in small letters, without accents, in one width; the same as in newsgen's words.py.
 *
 * Scripts that part no words, and Korean, are cut into pairs of letters that overlap, and the last letter alone.
 */
(function (search) {
  "use strict";

  const LONGEST = 40;
  const RUN = /[\p{L}\p{N}\p{M}]+/gu;
  const UNSEEN =
    /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]+/gu;
  const DROPPED =
    /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u302a-\u302f]+/g;
  const DENSE =
    "\\u0e01-\\u0e5b\\u0e81-\\u0edf\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u3005-\\u3007\\u3021-\\u3029" +
    "\\u3031-\\u3035\\u303b\\u303c\\u3041-\\u312f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff" +
    "\\ua960-\\ua97c\\uac00-\\ud7a3\\ud7b0-\\ud7fb\\ufa0e-\\ufa29\\u{1aff0}-\\u{1b16f}\\u{20000}-\\u{323af}";
  const IS_DENSE = new RegExp(`[${DENSE}]`, "u");
  const BY_SCRIPT = new RegExp(`[${DENSE}]+|[^${DENSE}]+`, "gu");
  const LETTERS = new Map(
    ("ßss ςσ ıi øo æae œoe đd ðd łl þth ħh ŧt ŋn ĸk əe ʻ ʼ ʹ ʺ ʾ ʿ ٱا ىي یي ېي کك ڪك ةه ہه ھه ەه " +
      "ךכ םמ ןנ ףפ ץצ").split(" ").map((pair) => [pair[0], pair.slice(1)])
  );
  for (const zero of "٠۰०০") {
    for (let digit = 0; digit < 10; digit += 1) LETTERS.set(String.fromCharCode(zero.charCodeAt(0) + digit), String(digit));
  }
  const FOLDED = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "g");

  /**
   * A text in the letters that are compared, with all else in it as it was.
   * @param {string} text
   * @returns {string}
   */
  function folded(text) {
    const plain = text.normalize("NFKD").toLowerCase().replace(DROPPED, "");
    return plain.replace(FOLDED, (letter) => /** @type {string} */ (LETTERS.get(letter))).normalize("NFC");
  }

  /**
   * The letters that stand side by side, without what nobody sees. か゛ is が, as where the sign has no width.
   * @param {string} text
   * @returns {string[]}
   */
  function runsOf(text) {
    const voiced = text.replaceAll("\u309b", "\u3099").replaceAll("\u309c", "\u309a");
    return voiced.normalize("NFC").replace(UNSEEN, "").match(RUN) || [];
  }

  /**
   * The words of a text, in their order.
   * @param {string} text
   * @returns {string[]}
   */
  function wordsIn(text) {
    const found = [];
    for (const run of runsOf(text)) {
      for (const part of folded(run).match(RUN) || []) {
        for (const piece of IS_DENSE.test(part) ? part.match(BY_SCRIPT) || [] : [part]) {
          const letters = Array.from(piece);
          if (IS_DENSE.test(letters[0])) {
            letters.forEach((letter, at) => found.push(letter + (letters[at + 1] || "")));
          } else {
            found.push(letters.slice(0, LONGEST).join(""));
          }
        }
      }
    }
    return found;
  }

  /**
   * Whether a word is a pair of letters of a script that parts none.
   * @param {string} word
   * @returns {boolean}
   */
  function isDenseScript(word) {
    return IS_DENSE.test(Array.from(word)[0] || "");
  }

  /**
   * A text as phrases are looked for in it: its words as they compare, with one blank between.
   * @param {string} text
   * @returns {string}
   */
  function comparedText(text) {
    return runsOf(text).flatMap((run) => folded(run).match(RUN) || []).join(" ");
  }

  /**
   * Whether a phrase stands in a text, both as `comparedText`: as whole words, but in scripts that part none.
   * @param {string} text
   * @param {string} phrase
   * @returns {boolean}
   */
  function hasPhrase(text, phrase) {
    if (!phrase) return false;
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
      const end = at + phrase.length;
      if (endsHere(lastOf(text.slice(0, at)), phrase) && endsHere(firstOf(text.slice(end)), lastOf(phrase))) return true;
    }
    return false;
  }

  // A letter beyond U+FFFF counts as two.
  /** @param {string} text */
  const firstOf = (text) => Array.from(text.slice(0, 2))[0] || "";
  /** @param {string} text */
  const lastOf = (text) => Array.from(text.slice(-2)).pop() || "";

  /**
   * @param {string} outside The letter beside the phrase.
   * @param {string} inside Its own last letter there.
   */
  function endsHere(outside, inside) {
    return outside === "" || outside === " " || isDenseScript(outside) || isDenseScript(inside);
  }

  /**
   * Whether a word stands before another one, or is the same, by the order of the index: that of code points. The own one of
   * scripts puts what lies beyond U+FFFF before U+E000.
   * @param {string} one
   * @param {string} other
   * @returns {boolean}
   */
  function isInOrder(one, other) {
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    return at >= one.length || Number(one.codePointAt(at)) <= Number(other.codePointAt(at));
  }

  Object.assign(search, /** @satisfies {Partial<Parts>} */ ({ isInOrder, folded, wordsIn, comparedText, hasPhrase, isDenseScript }));
})(newsgenSearch);
