"""Places, organisations and programmes that a document names."""
