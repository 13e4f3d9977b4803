"""Web pages: their main text without furniture, and what they state of themselves."""
