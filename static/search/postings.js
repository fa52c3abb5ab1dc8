/**
 * Which files of a segment have which words, in which texts a word stands, and how much it says of each; how all that is
 * spelled: newsgen's manifest.py, shards.py and postings.py.
 */
(function (search) {
  "use strict";

  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const VALUES = new Uint8Array(128);
  for (let value = 0; value < 64; value += 1) VALUES[DIGITS.charCodeAt(value)] = value;
  const BY_LEVEL = [0, 3, 8, 13];

  /**
   * The codes of a list, ascending: `number << 4 | impact`.
   * @param {string} postings
   * @returns {number[]}
   */
  function decode(postings) {
    const codes = [];
    if (postings[0] === "!") {
      for (let at = 1, number = 0; at < postings.length; at += 1, number += 3) {
        const value = VALUES[postings.charCodeAt(at)];
        for (let each = 0; each < 3; each += 1) {
          const level = (value >> (2 * each)) & 3;
          if (level) codes.push(((number + each) << 4) | BY_LEVEL[level]);
        }
      }
      return codes;
    }
    let code = 0;
    let difference = 0;
    let shift = 0;
    for (let at = 0; at < postings.length; at += 1) {
      const value = VALUES[postings.charCodeAt(at)];
      difference |= (value & 31) << shift;
      if (value > 31) {
        shift += 5;
      } else {
        codes.push((code += difference));
        difference = shift = 0;
      }
    }
    return codes;
  }

  /**
   * What stands behind a word in a shard, with the sign between; empty where the word is not there.
   * @param {string} shard
   * @param {string} word
   * @returns {string}
   */
  function lineOf(shard, word) {
    for (const sign of " =") {
      const begin = word + sign;
      const place = shard.startsWith(begin) ? 0 : shard.indexOf(";" + begin) + 1;
      if (place || shard.startsWith(begin)) {
        const end = shard.indexOf(";", place);
        return shard.slice(place + word.length, end < 0 ? undefined : end);
      }
    }
    return "";
  }

  /**
   * The day of each text of a segment, as `2015-01-17`.
   * @param {string} spelled
   * @param {string} first Of the earliest text.
   * @returns {string[]}
   */
  function daysOf(spelled, first) {
    const days = [];
    let time = Date.parse(first + "T00:00:00Z");
    for (const step of spelled ? spelled.split(";") : []) {
      const [apart, times] = step.split(" ");
      time += 86_400_000 * Number(apart);
      const day = new Date(time).toISOString().slice(0, 10);
      for (let each = Number(times || 1); each > 0; each -= 1) days.push(day);
    }
    return days;
  }

  /**
   * The manifest, in whose file a separator is spelled as how many letters it shares with the one before, and the others.
   * @param {SpelledManifest} held
   * @returns {Manifest}
   */
  function manifestOf(held) {
    /** @param {string} spelled */
    const spread = (spelled) => {
      let before = "";
      return spelled ? spelled.split(" ").map((each) => (before = before.slice(0, parseInt(each[0], 36)) + each.slice(1))) : [];
    };
    const segments = held.segments.map((segment) => {
      const shards = Object.fromEntries(Object.entries(segment.shards).map(([kind, spelled]) => [kind, spread(spelled)]));
      return { ...segment, shards };
    });
    const languages = Object.entries(held.languages).map(([tag, endings]) => search.languageOf(tag, endings));
    return { ...held, segments, languages };
  }

  /**
   * The number of the last separator that is not behind a word, or of none.
   * @param {string[]} separators
   * @param {string} word
   */
  function placeOf(separators, word) {
    let [low, high] = [0, separators.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (search.isInOrder(separators[middle], word)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * The names of the shards that have what lies between two words, both included.
   * @param {Segment} segment
   * @param {string} kind
   * @param {string} first
   * @param {string} last
   * @returns {string[]}
   */
  function covering(segment, kind, first, last) {
    const separators = segment.shards[kind];
    const begin = Math.max(0, placeOf(separators, first) - 1);
    return separators.slice(begin, placeOf(separators, last)).map((_, place) => `${segment.name}/${kind}${begin + place}`);
  }

  Object.assign(search, /** @satisfies {Partial<Parts>} */ ({ manifestOf, covering, decode, lineOf, daysOf }));
})(newsgenSearch);
