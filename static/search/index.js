/**
 * The files of the index: scripts that call `newsgenSearch` with their name and what they hold, so that they can be loaded
 * from a server, below any path, and from a disk.
 */
var newsgenSearch = (function () {
  "use strict";

  /** @type {Map<string, (held: any) => void>} What waits for the files that are being loaded, by their names. */
  const waiting = new Map();
  /** The kinds of files whose lines are sorted by words. */
  const SHARD = /^(.*)\/([tlr])(\d+)$/;

  /**
   * Takes what a file of the index holds.
   * @param {string} name Such as `2015/t3`.
   * @param {any} held
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
    return new Promise((resolve, reject) => {
      script.onload = () => resolve();
      script.onerror = reject;
    }).finally(() => script.remove());
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
      this.mark = mark;
      this.manifest = null;
      /** @type {Map<string, Promise<any>>} */
      this.files = new Map();
    }

    /**
     * What files of the index hold, by their names; each is loaded once, all at a time.
     * @param {string[]} names
     * @returns {Promise<Map<string, any>>}
     */
    async load(names) {
      for (const name of names) {
        if (!this.files.has(name)) this.keep(name, this.loadOne(name));
      }
      return new Map(await Promise.all(names.map(async (name) => /** @type {[string, any]} */ ([name, await this.files.get(name)]))));
    }

    /** What fails is asked for again the next time: a reader may have been without a network. */
    keep(name, loading) {
      const { files } = this;
      files.set(name, loading);
      loading.catch(() => files.delete(name));
    }

    loadOne(name) {
      return new Promise((resolve, reject) => {
        waiting.set(name, (held) => (this.has(name, held) ? resolve(held) : reject(new StaleError(name))));
        const end = () => reject(new StaleError(name)); // Unless it has been taken.
        loadScript(this.address(name)).then(end, end);
      });
    }

    /** With the version of its segment: no cache has an older file under this address. */
    address(name) {
      const segment = this.manifest && this.manifest.segments.find((each) => name.startsWith(`${each.name}/`));
      const version = segment ? `?v=${segment.version}` : this.mark;
      return `${this.folder}${name}.js${version}`;
    }

    /** Whether a shard holds what the manifest says: words between its own separator and the next one's. */
    has(name, held) {
      const [, of, kind, number] = SHARD.exec(name) || [];
      if (!of || !this.manifest) return true;
      const { shards } = this.manifest.segments.find((each) => each.name === of);
      const first = held.split(/[ =;]/, 1)[0];
      const last = held.slice(held.lastIndexOf(";") + 1).split(/[ =]/, 1)[0];
      const next = shards[kind][Number(number) + 1];
      return search.isInOrder(shards[kind][number], first) && (next === undefined || !search.isInOrder(next, last));
    }
  }

  /**
   * What `work` makes of the manifest; where a cache had an older file than the manifest, or none any more, once again with
   * a new one.
   * @template Made
   * @param {Index} index
   * @param {(manifest: any) => Promise<Made>} work
   * @returns {Promise<Made>}
   */
  async function withFreshIndex(index, work) {
    const attempt = async () => {
      index.manifest = search.manifestOf((await index.load(["manifest"])).get("manifest"));
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

  return Object.assign(search, { loadScript, openIndex: (folder) => new Index(folder), withFreshIndex });
})();
