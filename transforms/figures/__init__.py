"""Figures: quantities found, read, and told what they say."""
