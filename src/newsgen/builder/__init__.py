"""How a site is built: what has changed, what is stale, workers, the store. `build` is the way in, `engine` builds."""
