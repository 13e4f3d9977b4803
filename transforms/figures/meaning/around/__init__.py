"""The words around a figure, and the table that holds it."""
