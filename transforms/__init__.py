"""Pure functions from frames to frames: no clock, network, database or randomness."""
