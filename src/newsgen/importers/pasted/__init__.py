"""A text that somebody copied from a page: which of its lines are headline, story and dateline, and which are not."""
