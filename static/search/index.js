/**
 * The files of the index: scripts that call `newsgenSearch` with their name and what they hold, so that they can be loaded
 * from a server, below any path, and from a disk.
 */

/**
 * What the scripts hand to each other: the types of all of them.
 *
 * @typedef {object} Segment Texts of some years, or those that have no day.
 * @property {string} name
 * @property {number} count Of its texts.
 * @property {string} first Its earliest day, as `2015-01-17`; empty where texts have none.
 * @property {string} last
 * @property {string} version
 * @property {Record<string, string[]>} shards The words with which files begin, by kinds of files: `t` has words with their
 * texts, `l` all words, and `r` the same spelled backwards.
 *
 * @typedef {[kind: string, begin: string, end: string]} Reach Of shards of a kind, what lies between two words, both included.
 *
 * @typedef {object} Language
 * @property {string} tag
 * @property {string[][]} endings Of its words; each with what stands in its place, if anything does.
 *
 * @typedef {object} Manifest
 * @property {Segment[]} segments
 * @property {Language[]} languages
 * @property {string[][]} same All names of one thing, of each that has several.
 *
 * @typedef {Omit<Segment, "shards"> & {shards: Record<string, string>}} SpelledSegment
 *
 * @typedef {object} SpelledManifest As its file has it.
 * @property {SpelledSegment[]} segments
 * @property {Record<string, string>} languages
 * @property {string[][]} same
 *
 * @typedef {[title: string, place: string, day: string, section: string, lang: string, summary?: string]} Shown What a
 * result says of a text.
 * @typedef {[slug: string, ...names: string[]]} Term
 * @typedef {string | Shown[] | Term[] | SpelledManifest} Held What a file holds: shards, and days, are texts.
 * @typedef {<Kind extends Held>(names: string[]) => Promise<Map<string, Kind>>} Load Files of the index, by their names.
 *
 * @typedef {object} Slot What a text must have.
 * @property {string} word
 * @property {boolean} isPrefix Whether a word that begins so will do.
 * @property {boolean} isExcluded Whether it must not have it.
 * @property {boolean} isExact Whether no other form of it and nothing typed like it will do.
 *
 * @typedef {[word: string, weight: number, codes: number[]]} Posted A word that answers a slot, and its texts.
 * @typedef {Full<number, number>} Table Text of a segment to what counts in it.
 *
 * @typedef {object} Typed
 * @property {Slot[]} slots
 * @property {string[]} phrases As `comparedText`.
 * @property {Slot[][]} excluded Of each part that texts must not have, its slots: a text with all of them does not answer.
 * @property {boolean} isOnePiece Whether it has no blanks: of a script that parts no words it may be one word.
 *
 * @typedef {object} Filters
 * @property {string[][]} marks Of each group, as `["tags:harbour"]`, a text must have one.
 * @property {string} first The earliest day; empty for any.
 * @property {string} last
 *
 * @typedef {object} Hit
 * @property {string} segment
 * @property {number} number Of the text in its segment.
 * @property {number} order Of its segment.
 * @property {number} score
 *
 * @typedef {object} Answer
 * @property {Hit[]} hits The best first.
 * @property {string[]} words Which may stand in them.
 * @property {boolean} hasAll Whether they have all that was typed, or some of it.
 * @property {boolean} isWhole Whether all that was wanted has been loaded.
 *
 * @typedef {object} PageText What readers read of a story on its page, and what its head says of it.
 * @property {string} story Its text; all of it where a theme marks none.
 * @property {string[]} beside What results show where the text does not have it: summary, standfirst, captions, what
 * pictures show.
 * @property {string[]} parts All in which phrases are looked for, each by itself.
 *
 * @typedef {object} OpenIndex
 * @property {Manifest | null} manifest
 * @property {string} mark Which its addresses have at the end.
 * @property {Load} load
 * @property {(mark?: string) => void} forget Lets go of all that has been loaded.
 *
 * @typedef {object} ResultsPage The search page, for those who show results in it.
 * @property {string} root Address of the site.
 * @property {OpenIndex} index
 * @property {HTMLFormElement} form With what the theme says of results, in its `data-`.
 * @property {HTMLInputElement} query
 * @property {HTMLElement} list
 * @property {HTMLElement} status
 * @property {HTMLButtonElement} more
 * @property {HTMLElement} ways Other ways into the archive, while there are no results.
 * @property {() => URLSearchParams} asked What is typed and chosen, as the address of the page says it.
 *
 * @typedef {object} Results
 * @property {(answer: Answer, phrases: string[], isWanted: () => boolean) => Promise<void>} show The first results, as long
 * as they are wanted; `phrases` are those that texts must have.
 *
 * @typedef {object} Parts What each script adds to `newsgenSearch`.
 * @property {(address: string) => Promise<void>} loadScript
 * @property {(folder: string) => OpenIndex} openIndex
 * @property {<Made>(index: OpenIndex, work: (manifest: Manifest) => Promise<Made>) => Promise<Made>} withFreshIndex
 * @property {(text: string) => string} folded
 * @property {(text: string) => string[]} wordsIn
 * @property {(text: string) => string} comparedText
 * @property {(text: string, phrase: string) => boolean} hasPhrase
 * @property {(word: string) => boolean} isDenseScript
 * @property {(one: string, other: string) => boolean} isInOrder
 * @property {(held: SpelledManifest) => Manifest} manifestOf
 * @property {(segment: Segment, kind: string, begin: string, end: string) => string[]} covering
 * @property {(postings: string) => number[]} decode
 * @property {(shard: string, word: string) => string} lineOf
 * @property {(spelled: string, first: string) => string[]} daysOf
 * @property {(tag: string, endings: string) => Language} languageOf
 * @property {(one: string, other: string, language: Language) => boolean} areForms
 * @property {(word: string, language: Language) => string} beginningOf
 * @property {(query: string, isUnfinished?: boolean) => Typed} readQuery
 * @property {(slots: Slot[], names: string[][]) => Slot[][][]} groupsOf
 * @property {(word: string) => string} turned
 * @property {(word: string) => Reach[]} beginningAlike
 * @property {(word: string) => Reach[]} endingAlike
 * @property {(one: string, other: string) => boolean} isOneSlip
 * @property {(word: string) => boolean} mayBeSlip
 * @property {(word: string, words: string[]) => string[]} meantBy
 * @property {number[]} weights
 * @property {(lists: Posted[][], count: number) => Table[]} tablesOf
 * @property {(groups: Table[][][], needsAll: boolean) => Table} scoresOf
 * @property {(score: number, count: number) => boolean} hasMost
 * @property {(manifest: Manifest, typed: Typed, filters: Partial<Filters>, load: Load, isQuick?: boolean) => Promise<Answer>} answer
 * @property {(address: string) => Promise<PageText>} textAt
 * @property {(page: PageText, words: Set<string>, phrases: string[]) => string} snippetOf
 * @property {(element: Element, words: Set<string>) => void} markIn
 * @property {(page: ResultsPage) => Results} openResults
 *
 * @typedef {((name: string, held: Held) => void) & Parts} Search
 */
/**
 * @template Key, Value
 * @typedef {{get(key: Key): Value} & Map<Key, Value>} Full A map that is asked only for what it has.
 */

/** @type {Search} */
var newsgenSearch = (function () {
  "use strict";

  /** @type {Map<string, (held: Held) => void>} What waits for the files that are being loaded, by their names. */
  const waiting = new Map();
  /** The kinds of files whose lines are sorted by words. */
  const SHARD = /^(.*)\/([tlr])(\d+)$/;

  /**
   * Takes what a file of the index holds.
   * @param {string} name Such as `2015/t3`.
   * @param {Held} held
   */
  function search(name, held) {
    const take = waiting.get(name);
    if (take) take(held);
  }

  /** A file that is not of the index which the manifest tells of: one of both is an older one. */
  class StaleError extends Error {}

  /**
   * Runs a script.
   * @param {string} address
   * @returns {Promise<void>} When it has run.
   */
  function loadScript(address) {
    const script = document.createElement("script");
    script.src = address;
    document.head.append(script);
    /** @type {Promise<void>} */
    const run = new Promise((resolve, reject) => {
      script.onload = () => resolve();
      script.onerror = reject;
    });
    return run.finally(() => script.remove());
  }

  class Index {
    /** @param {string} folder Its address, with a slash at the end. */
    constructor(folder) {
      this.folder = folder;
      this.load = this.load.bind(this);
      this.forget();
    }

    /** Lets go of all that has been loaded. */
    forget(mark = "") {
      /** @type {string} */
      this.mark = mark;
      /** @type {Manifest | null} */
      this.manifest = null;
      /** @type {Map<string, Promise<Held>>} */
      this.files = new Map();
    }

    /**
     * What files of the index hold, by their names; each is loaded once, all at a time.
     * @template {Held} Kind
     * @param {string[]} names
     * @returns {Promise<Map<string, Kind>>}
     */
    async load(names) {
      for (const name of names) {
        if (!this.files.has(name)) this.keep(name, this.loadOne(name));
      }
      return new Map(await Promise.all(names.map(async (name) => /** @type {[string, Kind]} */ ([name, await this.files.get(name)]))));
    }

    /**
     * What fails is asked for again the next time: a reader may have been without a network.
     * @param {string} name
     * @param {Promise<Held>} loading
     */
    keep(name, loading) {
      const { files } = this;
      files.set(name, loading);
      loading.catch(() => files.delete(name));
    }

    /**
     * @param {string} name
     * @returns {Promise<Held>}
     */
    loadOne(name) {
      return new Promise((resolve, reject) => {
        waiting.set(name, (held) => (this.has(name, held) ? resolve(held) : reject(new StaleError(name))));
        const end = () => reject(new StaleError(name)); // Unless it has been taken.
        loadScript(this.address(name)).then(end, end);
      });
    }

    /**
     * With the version of its segment: no cache has an older file under this address.
     * @param {string} name
     */
    address(name) {
      const segment = this.manifest && this.manifest.segments.find((each) => name.startsWith(`${each.name}/`));
      const version = segment ? `?v=${segment.version}` : this.mark;
      return `${this.folder}${name}.js${version}`;
    }

    /**
     * Whether a shard holds what the manifest says: words between its own separator and the next one's.
     * @param {string} name
     * @param {Held} held
     */
    has(name, held) {
      const [, of, kind, number] = SHARD.exec(name) || [];
      if (!of || !this.manifest || typeof held !== "string") return true;
      const { shards } = /** @type {Segment} */ (this.manifest.segments.find((each) => each.name === of));
      const first = held.split(/[ =;]/, 1)[0];
      const last = held.slice(held.lastIndexOf(";") + 1).split(/[ =]/, 1)[0];
      const next = shards[kind][Number(number) + 1];
      return newsgenSearch.isInOrder(shards[kind][Number(number)], first) && (next === undefined || !newsgenSearch.isInOrder(next, last));
    }
  }

  /**
   * What `work` makes of the manifest; where a cache had an older file than the manifest, or none any more, once again with
   * a new one.
   * @template Made
   * @param {OpenIndex} index
   * @param {(manifest: Manifest) => Promise<Made>} work
   * @returns {Promise<Made>}
   */
  async function withFreshIndex(index, work) {
    const attempt = async () => {
      const files = /** @type {Full<string, SpelledManifest>} */ (await index.load(["manifest"]));
      index.manifest = newsgenSearch.manifestOf(files.get("manifest"));
      return work(index.manifest);
    };
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StaleError)) throw error;
      index.forget(`?t=${Date.now()}`);
      return attempt();
    }
  }

  /** @type {Pick<Parts, "loadScript" | "openIndex" | "withFreshIndex">} */
  const parts = { loadScript, openIndex: (folder) => new Index(folder), withFreshIndex };
  return /** @type {Search} */ (Object.assign(search, parts)); // The other scripts add the other parts.
})();
