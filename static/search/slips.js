/** Which words may be slips of which, and where in the index these lie: the same as in newsgen's slips.py. */
(function (search) {
  "use strict";

  const LAST = "\u{10ffff}";
  const SHORTEST = 4;
  const LONG = 7;

  /**
   * The letters of a word; those beyond U+FFFF count as two in a text.
   * @param {string} word
   */
  const lettersOf = (word) => (/[\ud800-\udfff]/.test(word) ? Array.from(word) : word.split(""));
  /** @param {string} word */
  const turned = (word) => lettersOf(word).reverse().join("");
  /**
   * The letters with which a word begins that an error elsewhere leaves.
   * @param {string} word
   */
  function beginningKept(word) {
    const letters = lettersOf(word);
    return letters.slice(0, letters.length >= LONG ? 3 : 2).join("");
  }

  /**
   * Where words lie that begin as this one does.
   * @param {string} word
   * @returns {Reach[]}
   */
  function beginningAlike(word) {
    const kept = beginningKept(word);
    return [["l", kept, kept + LAST]];
  }

  /**
   * Where words lie that end as this one does; and of four letters, the one with those in the middle in each other's
   * place: neither end is as it was.
   * @param {string} word
   * @returns {Reach[]}
   */
  function endingAlike(word) {
    const end = beginningKept(turned(word));
    const [a, b, c, d, ...more] = lettersOf(word);
    const crossed = a + c + b + d;
    return [["r", end, end + LAST], .../** @type {Reach[]} */ (d && !more.length ? [["l", crossed, crossed]] : [])];
  }

  /**
   * Whether one letter is wrong, missing, too many, or has changed places with the next.
   * @param {string} one
   * @param {string} other
   * @returns {boolean}
   */
  function isOneSlip(one, other) {
    if (one === other || Math.abs(one.length - other.length) > 2) return false;
    const [letters, theirs] = [lettersOf(one), lettersOf(other)];
    if (Math.abs(letters.length - theirs.length) > 1) return false;
    let same = 0;
    while (same < letters.length && letters[same] === theirs[same]) same += 1;
    const [a = "", b = "", ...more] = letters.slice(same);
    const [x = "", y = "", ...others] = theirs.slice(same);
    const [rest, behind] = [more.join(""), others.join("")];
    const isLetter = b + rest === y + behind || b + rest === x + y + behind || a + b + rest === y + behind;
    return isLetter || (a === y && b === x && rest === behind);
  }

  /**
   * Whether a word may be typed wrongly: numbers are taken as they are, since one is as likely as another.
   * @param {string} word
   */
  const mayBeSlip = (word) => lettersOf(word).length >= SHORTEST - 1 && !search.isDenseScript(word) && !/\p{Nd}/u.test(word);

  /**
   * Those of which a word may be a slip.
   * @param {string} word
   * @param {string[]} words
   */
  const meantBy = (word, words) => words.filter((each) => lettersOf(each).length >= SHORTEST && isOneSlip(word, each));

  Object.assign(
    search,
    /** @satisfies {Partial<Parts>} */ ({ turned, beginningAlike, endingAlike, isOneSlip, mayBeSlip, meantBy })
  );
})(newsgenSearch);
