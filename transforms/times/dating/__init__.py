"""What a document says of itself: when it was published, and what kind of text it is."""
