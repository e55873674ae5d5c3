"""Builds the site: live fences, runtime files, the search for both. Knows nothing of landscapes."""
