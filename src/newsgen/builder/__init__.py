"""How a site is built: what has changed, what is stale, workers, the store, the report. `build` is the way in, `engine` the build."""
