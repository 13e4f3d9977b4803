"""The scalar grammar of amounts: written forms in, numbers, bounds and units out; no frames."""
