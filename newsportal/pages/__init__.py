"""Pages for people: one set of elements, plots and styles for every report that is a file.

A page is one file of HTML. It loads nothing, runs nothing, and is read without a network; its
plots are SVG made here. All text is put in by an element builder, never into a string of markup.
"""
