"""Change: by how much, against what, which way."""
