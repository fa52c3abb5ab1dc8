/**
 * What answers a query: the same rules, and the same order of results, as newsgen's query.py.
 *
 * Nothing is loaded here: `load` is given the names of files of the index, and what is needed at a time is asked for at
 * once, since a journey is dearer than a file.
 */
(function (search) {
  "use strict";

  const { covering, decode, lineOf, daysOf, beginningOf, areForms, isDenseScript, isInOrder, scoresOf } = search;
  const [EXACT, FORM, BEGUN, NEAR] = search.weights;
  const LAST = "\u{10ffff}";
  const FEW = 5;
  /** At most, of all segments together, but one of each. */
  const SHARDS_OF_FORMS = 3;
  /** At most, of each segment. */
  const SHARDS_OF_BEGUN = 6;
  const FILTER = "#";

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
      this.typed = typed;
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
      let hits = this.hits(true);
      if (isQuick) return this.answered(hits);
      const slots = this.slots.filter((slot) => this.mayBeSlip(slot));
      // Where few have been found, what is meant will be asked for next: it comes on the same journey.
      const ahead = hits.length < FEW ? [...this.filesOfMeant(slots), ...this.filesOfEndings(slots)] : [];
      await this.need([...this.filesOfTerms(), ...ahead]);
      hits = this.hits(true);
      if (hits.length < FEW) {
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
      const hasAll = hits.length > 0 || this.typed.slots.length < 2;
      const found = hasAll ? hits : this.withSome();
      const wanted = this.slots.filter((slot) => !slot.isExcluded).flatMap((slot) => [...this.terms.get(slot).values()]);
      const words = new Set(wanted.flatMap((of) => [...of.keys()]));
      const isWhole = this.filesOfTerms().every((name) => this.files.has(name));
      return { hits: found, words: [...words], hasAll: hasAll || !found.length, isWhole };
    }

    /** The texts that have some of the words; of pairs of letters most, since a few are in quite other words. */
    withSome() {
      const { slots, isOnePiece } = this.typed;
      const isDense = isOnePiece && slots.every((slot) => isDenseScript(slot.word));
      return this.hits(false).filter((hit) => !isDense || search.hasMost(hit.score, slots.length));
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
        this.segments.flatMap((segment) => this.filesOf(segment, [...(of.get(segment.name) || new Map()).keys()]))
      );
    }

    /** @param {Slot[]} slots */
    filesOfMeant(slots) {
      return slots.flatMap((slot) =>
        this.segments.flatMap((segment) => this.filesOf(segment, this.meant(slot, segment, search.beginningAlike)))
      );
    }

    /**
     * @param {Segment} segment
     * @param {string[]} words
     */
    filesOf(segment, words) {
      return words.flatMap((word) => {
        const lexicon = covering(segment, "l", word, word);
        // Where the postings lie may not be known yet, and another journey is dearer than a file.
        const unknown = lexicon.filter((name) => !this.files.has(name));
        const isFrequent = unknown.length || lineOf(this.lexicon(segment, word), word)[0] === " ";
        return isFrequent ? [...unknown, ...covering(segment, "t", word, word)] : [];
      });
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
          for (const word of this.meant(slot, segment, alike)) this.add(slot, segment, word, NEAR);
        }
      }
    }

    /**
     * @param {Slot} slot
     * @param {Segment} segment
     * @param {(word: string) => Reach[]} alike
     */
    meant({ word }, segment, alike) {
      return search.meantBy(word, alike(word).flatMap((reach) => this.wordsBetween(segment, ...reach)));
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
      const tables = /** @type {Full<Slot, Table[]>} */ (new Map(this.slots.map((slot) => [slot, this.tables(slot)])));
      /** @type {Hit[]} */
      const hits = [];
      this.segments.forEach((segment, place) => {
        const order = segment.first ? place : -1; // What has no date stands behind all that has.
        /** @param {Slot[]} slots */
        const of = (slots) => slots.map((slot) => tables.get(slot)[place]);
        const excluded = new Set(this.excluded.flatMap((part) => [...scoresOf([[of(part)]], true).keys()]));
        const allowed = this.allowed(segment);
        const scores = scoresOf(this.groups.map((group) => group.map(of)), needsAll);
        if (!this.groups.length) {
          // All that passes the filters, but for what is excluded.
          const everything = Array(this.excluded.length && segment.count).keys();
          for (const number of allowed || everything) scores.set(number, 0);
        }
        for (const [number, score] of scores) {
          if (excluded.has(number) || (allowed && !allowed.has(number))) continue;
          hits.push({ segment: segment.name, number, order, score });
        }
      });
      return hits.sort((one, other) => other.score - one.score || other.order - one.order || other.number - one.number);
    }

    /** @param {Slot} slot */
    tables(slot) {
      const lists = this.segments.map((segment) =>
        [...this.terms.get(slot).get(segment.name)].map((term) => /** @type {Posted} */ ([...term, this.postings(segment, term[0])]))
      );
      return search.tablesOf(lists, this.count);
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
