"""What happened, when, and who, where and under what it belongs to."""
