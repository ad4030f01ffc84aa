"""Figures for papers: a matrix drawn to scale, in points, then set as SVG, PDF or PNG.

What stands where is worked out in plain numbers; only `face` and `setting` know matplotlib, which is an extra.
"""
