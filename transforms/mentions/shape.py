"""What the finders of names share: where they look, and the columns of what they find."""

# Kinds of passages that name somebody or somewhere; furniture and other articles do not.
READ = ("title", "heading", "body", "quotation", "table", "caption")
SPAN = ("document_id", "passage_id", "start_char", "end_char", "quote", "surface")
# The column that a fact has for the entity of each kind that it belongs to.
BELONGS = {"place": "place_id", "organisation": "organisation_id", "programme": "programme_id"}
