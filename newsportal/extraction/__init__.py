"""From a tree to the parts of an article: one walk, then tables."""
