"""What we claim."""
