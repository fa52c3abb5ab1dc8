"""Archive to Pages: one file per page kind. No other package knows where a page lives or what comes on page 7."""
