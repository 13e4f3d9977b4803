"""Period: over which interval."""
