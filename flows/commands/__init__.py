"""One small file a command; each imports only what that command needs."""
