"""What the lines of a document are: titles, headings, running text, or a page's furniture."""
