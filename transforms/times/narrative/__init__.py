"""Where the narration stands: the last year, month and day told, and which mention told it."""
