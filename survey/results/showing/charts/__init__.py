"""Charts as plain geometry; the templates in `results/charts/` put the ink on it.

Across, everything is a per cent of the drawing's width, so that a chart grows
with its page while its words keep their size. Down, everything is in pixels.
"""
