"""Statistic: what kind of number it is."""
