/**
 * What answers a query: the same rules, and the same order of results, as newsgen's query.py.
 *
 * Nothing is loaded here: `load` is given the names of files of the index, and what is needed at a time is asked for at
 * once, since a journey is dearer than a file.
 */
(function (search) {
  "use strict";

  const { covering, decode, lineOf, daysOf, beginningOf, areForms, isDenseScript, isInOrder } = search;
  const LAST = "\u{10ffff}";
  /** Tenths: what the word itself, a form of it, a longer one and one typed like it count. */
  const [EXACT, FORM, BEGUN, NEAR] = [10, 8, 7, 6];
  /** What a word as it was typed counts besides, and what each word that a text has does. */
  const [AS_TYPED, OF_A_WORD] = [1_000_000, 100_000_000];
  const FEW = 5;
  /** At most, of all segments together, but one of each. */
  const SHARDS_OF_FORMS = 3;
  /** At most, of each segment. */
  const SHARDS_OF_BEGUN = 6;
  const FILTER = "#";

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
   * Text to what the best of several ways to say something counts in it, and how many words of the first way that is.
   * @param {Map<number, number>[][]} ways Each is the tables of its words.
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
        const [known, before] = best.get(number) || [-1, 0];
        if (score > known || (score === known && found > before)) best.set(number, [score, found]);
      }
    }
    return best;
  }

  /** @typedef {Full<string, Map<number, number>>} Table Segment to text to what a slot counts in it. */

  class Query {
    /**
     * @param {Manifest} manifest
     * @param {Typed} typed
     * @param {Partial<Filters>} filters
     * @param {Load} load
     */
    constructor(manifest, typed, filters, load) {
      this.manifest = manifest;
      this.groups = search.groupsOf(typed.slots, manifest.same || []);
      const inWays = this.groups.flatMap((group) => group.slice(1).flat());
      this.slots = [...typed.slots, ...inWays];
      this.named = new Set(this.groups.filter((group) => group.length > 1).flatMap((group) => group[0]));
      this.excluded = typed.excluded;
      this.isOneWord = typed.slots.length < 2;
      /** @type {Filters} */
      this.filters = { marks: [], first: "", last: "", ...filters };
      this.load = load;
      this.count = manifest.segments.reduce((sum, segment) => sum + segment.count, 0);
      this.segments = manifest.segments.filter((segment) => this.mayAnswer(segment));
      /** @type {Map<string, string>} Names of files to what they hold. */
      this.files = new Map();
      /** Slot to segment to word to what it counts, in tenths. */
      this.terms = /** @type {Full<Slot, Full<string, Map<string, number>>>} */ (
        new Map(this.slots.map((slot) => [slot, new Map()]))
      );
    }

    /**
     * @param {boolean} isQuick
     * @returns {Promise<Answer>}
     */
    async answer(isQuick) {
      await this.need([...this.slots.flatMap((slot) => this.firstFiles(slot)), ...this.filterFiles()]);
      this.slots.forEach((slot) => this.findForms(slot));
      if (isQuick) return this.answered(this.hits(true));
      await this.need(this.filesOfTerms());
      let hits = this.hits(true);
      // Of what begins alike the files are there; those of what ends alike come on the same journey as its postings.
      if (hits.length < FEW) {
        const slots = this.slots.filter((slot) => this.mayBeSlip(slot));
        this.findMeant(slots, search.beginningAlike);
        await this.need([...this.filesOfTerms(), ...this.filesOfEndings(slots)]);
        hits = this.hits(true);
        if (hits.length < FEW) {
          this.findMeant(slots, search.endingAlike);
          await this.need(this.filesOfTerms());
          hits = this.hits(true);
        }
      }
      return this.answered(hits);
    }

    /**
     * @param {Hit[]} hits
     * @returns {Answer}
     */
    answered(hits) {
      const hasAll = hits.length > 0 || this.isOneWord;
      const wanted = this.slots.filter((slot) => !slot.isExcluded).flatMap((slot) => [...this.terms.get(slot).values()]);
      const words = new Set(wanted.flatMap((of) => [...of.keys()]));
      const isWhole = this.filesOfTerms().every((name) => this.files.has(name));
      return { hits: hasAll ? hits : this.hits(false), words: [...words], hasAll, isWhole };
    }

    /** @param {string[]} names */
    async need(names) {
      const missing = [...new Set(names)].filter((name) => !this.files.has(name));
      if (!missing.length) return;
      const held = /** @type {Map<string, string>} */ (await this.load(missing));
      for (const [name, text] of held) this.files.set(name, text);
    }

    /** @param {Segment} segment */
    mayAnswer(segment) {
      const { first, last } = this.filters;
      return !((first && segment.last < first) || (last && (!segment.first || segment.first > last)));
    }

    /** @param {Slot} slot */
    firstFiles(slot) {
      const [begin, end] = this.reach(slot);
      const most = slot.isPrefix ? SHARDS_OF_BEGUN : Math.max(1, Math.floor(SHARDS_OF_FORMS / this.segments.length));
      /** @type {Reach[]} */
      const reaches = [["l", begin, end], ...(this.mayBeSlip(slot) ? search.beginningAlike(slot.word) : [])];
      return this.segments.flatMap((segment) => {
        let frequent = covering(segment, "t", begin, end);
        if (frequent.length > most) frequent = covering(segment, "t", slot.word, slot.word);
        return [...reaches.flatMap((reach) => covering(segment, ...reach)), ...frequent];
      });
    }

    filterFiles() {
      return this.segments.flatMap((segment) => [
        ...this.filters.marks.flat().flatMap((mark) => covering(segment, "t", FILTER + mark, FILTER + mark)),
        ...(this.cuts(segment) ? [`${segment.name}/days`] : []),
      ]);
    }

    /**
     * Between which words those lie that may answer a slot.
     * @param {Slot} slot
     */
    reach(slot) {
      if (slot.isPrefix) return [slot.word, slot.word + LAST];
      if (slot.isExact) return [slot.word, slot.word];
      const stems = this.manifest.languages.map((language) => beginningOf(slot.word, language));
      const begin = [...stems, slot.word].reduce((best, stem) => (stem.length < best.length ? stem : best));
      return [begin, begin + LAST];
    }

    filesOfTerms() {
      return [...this.terms.values()].flatMap((of) =>
        this.segments.flatMap((segment) =>
          [...(of.get(segment.name) || new Map()).keys()].flatMap((word) => {
            const lexicon = covering(segment, "l", word, word);
            // Where the postings lie may not be known yet, and another journey is dearer than a file.
            const unknown = lexicon.filter((name) => !this.files.has(name));
            const isFrequent = unknown.length || lineOf(this.lexicon(segment, word), word)[0] === " ";
            return isFrequent ? [...unknown, ...covering(segment, "t", word, word)] : [];
          })
        )
      );
    }

    /** @param {Slot[]} slots */
    filesOfEndings(slots) {
      return this.segments.flatMap((segment) =>
        slots.flatMap(({ word }) => search.endingAlike(word).flatMap((reach) => covering(segment, ...reach)))
      );
    }

    /**
     * @param {Slot} slot
     * @param {Segment} segment
     * @param {string} word
     * @param {number} weight
     */
    add(slot, segment, word, weight) {
      const of = this.terms.get(slot).get(segment.name);
      of.set(word, Math.max(weight, of.get(word) || 0));
    }

    /** @param {Slot} slot */
    findForms(slot) {
      const [begin, end] = this.reach(slot);
      for (const segment of this.segments) {
        this.terms.get(slot).set(segment.name, new Map([[slot.word, EXACT]]));
        for (const word of begin === end ? [] : this.wordsBetween(segment, "l", begin, end)) {
          // A letter of a script that parts no words stands there itself, whatever follows it.
          if (slot.isPrefix) this.add(slot, segment, word, isDenseScript(slot.word) ? EXACT : BEGUN);
          else if (this.manifest.languages.some((language) => areForms(word, slot.word, language))) {
            this.add(slot, segment, word, FORM);
          }
        }
      }
    }

    /**
     * Takes in words of which these may be slips.
     * @param {Slot[]} slots
     * @param {(word: string) => Reach[]} alike Where such words lie.
     */
    findMeant(slots, alike) {
      for (const slot of slots) {
        for (const segment of this.segments) {
          const words = alike(slot.word).flatMap((reach) => this.wordsBetween(segment, ...reach));
          for (const word of search.meantBy(slot.word, words)) this.add(slot, segment, word, NEAR);
        }
      }
    }

    /** @param {Slot} slot */
    mayBeSlip(slot) {
      const isOther = slot.isExact || slot.isExcluded || slot.isPrefix || this.named.has(slot);
      return !isOther && search.mayBeSlip(slot.word);
    }

    /**
     * Each as it is spelled forwards.
     * @param {Segment} segment
     * @param {string} kind
     * @param {string} begin
     * @param {string} end
     */
    wordsBetween(segment, kind, begin, end) {
      const words = covering(segment, kind, begin, end)
        .flatMap((name) => (this.files.get(name) || "").split(";"))
        .map((line) => line.split(/[ =]/, 1)[0])
        .filter((word) => word && isInOrder(begin, word) && isInOrder(word, end));
      return kind === "r" ? words.map(search.turned) : words;
    }

    /**
     * @param {Segment} segment
     * @param {string} word
     */
    lexicon(segment, word) {
      return covering(segment, "l", word, word).map((name) => this.files.get(name) || "")[0] || "";
    }

    /**
     * @param {Segment} segment
     * @param {string} word
     */
    postings(segment, word) {
      if (!word.startsWith(FILTER)) {
        const line = lineOf(this.lexicon(segment, word), word);
        if (!line) return [];
        if (line[0] === "=") return decode(line.slice(1));
      }
      const lines = covering(segment, "t", word, word).map((name) => lineOf(this.files.get(name) || "", word));
      return decode((lines[0] || " ").slice(1));
    }

    /** @param {boolean} needsAll */
    hits(needsAll) {
      const { slots, groups } = this;
      const wanted = groups.reduce((sum, group) => sum + group[0].length, 0);
      const tables = /** @type {Full<Slot, Table>} */ (new Map(slots.map((slot) => [slot, this.table(slot)])));
      /** @type {Hit[]} */
      const hits = [];
      this.segments.forEach((segment, place) => {
        const order = segment.first ? place : -1; // What has no date stands behind all that has.
        const allowed = this.allowed(segment);
        const excluded = new Set(
          this.excluded.flatMap(([first, ...others]) =>
            [...tables.get(first).get(segment.name).keys()].filter((number) =>
              others.every((slot) => tables.get(slot).get(segment.name).has(number))
            )
          )
        );
        /** @type {Map<number, number>} */
        const scores = new Map();
        /** @type {Full<number, number>} */
        const has = new Map();
        for (const group of groups) {
          const ways = group.map((way) => way.map((slot) => tables.get(slot).get(segment.name)));
          for (const [number, [score, found]] of bestWay(ways, needsAll)) {
            scores.set(number, (scores.get(number) || 0) + score);
            has.set(number, (has.get(number) || 0) + found);
          }
        }
        for (const [number, score] of scores) {
          const isWanted = !excluded.has(number) && (!allowed || allowed.has(number));
          if (isWanted && (!needsAll || has.get(number) >= wanted)) {
            hits.push({ segment: segment.name, number, order, score: score + OF_A_WORD * has.get(number) });
          }
        }
        if (!wanted && allowed) {
          for (const number of allowed) {
            if (!excluded.has(number)) hits.push({ segment: segment.name, number, order, score: 0 });
          }
        }
      });
      return hits.sort((one, other) => other.score - one.score || other.order - one.order || other.number - one.number);
    }

    /**
     * Segment to text to what a slot counts in it.
     * @param {Slot} slot
     * @returns {Table}
     */
    table(slot) {
      /** @type {Full<string, number>} */
      const frequencies = new Map();
      /** @type {Set<string>} */
      const own = new Set();
      const bySegment = this.segments.map((segment) => {
        const lists = [...this.terms.get(slot).get(segment.name)].map(([word, weight]) => {
          const codes = this.postings(segment, word);
          frequencies.set(word, (frequencies.get(word) || 0) + codes.length);
          if (weight !== NEAR) own.add(word);
          return /** @type {const} */ ([word, weight, codes]);
        });
        return /** @type {const} */ ([segment.name, lists]);
      });
      const ofOwn = [...own].reduce((sum, word) => sum + frequencies.get(word), 0);
      const counts = new Map(
        bySegment.map(([name, lists]) => {
          /** @type {Full<number, number>} */
          const scores = new Map();
          for (const [word, weight, codes] of lists) {
            const factor = weight * rarity(weight === NEAR ? frequencies.get(word) : ofOwn, this.count);
            const least = weight === EXACT ? AS_TYPED : 0;
            for (const code of codes) {
              const score = least + factor * (code & 15);
              if (score > (scores.has(code >> 4) ? scores.get(code >> 4) : -1)) scores.set(code >> 4, score);
            }
          }
          return /** @type {const} */ ([name, scores]);
        })
      );
      return /** @type {Table} */ (counts);
    }

    /**
     * The texts that pass the filters; null for all.
     * @param {Segment} segment
     * @returns {Set<number> | null}
     */
    allowed(segment) {
      /** @type {Set<number> | null} */
      let allowed = null;
      /** @param {number[]} numbers */
      const only = (numbers) => {
        allowed = new Set(allowed ? numbers.filter((number) => allowed?.has(number)) : numbers);
      };
      for (const group of this.filters.marks) {
        only(group.flatMap((mark) => this.postings(segment, FILTER + mark).map((code) => code >> 4)));
      }
      const { first, last } = this.filters;
      if (this.cuts(segment)) {
        const days = daysOf(this.files.get(`${segment.name}/days`) || "", segment.first);
        only(days.flatMap((day, number) => ((!first || day >= first) && (!last || day <= last) ? [number] : [])));
      } else if (!allowed && (first || last)) {
        only(Array.from({ length: segment.count }, (_, number) => number));
      }
      return allowed;
    }

    /** @param {Segment} segment */
    cuts(segment) {
      const { first, last } = this.filters;
      return Boolean((first && segment.first < first) || (last && segment.last > last));
    }
  }

  /**
   * What answers a query.
   * @param {Manifest} manifest
   * @param {Typed} typed
   * @param {Partial<Filters>} filters
   * @param {Load} load
   * @param {boolean} isQuick Whether what one journey brings will do: the words as typed, and most of their forms.
   * @returns {Promise<Answer>}
   */
  function answer(manifest, typed, filters, load, isQuick = false) {
    return new Query(manifest, typed, filters, load).answer(isQuick);
  }

  Object.assign(search, /** @satisfies {Partial<Parts>} */ ({ answer }));
})(newsgenSearch);
