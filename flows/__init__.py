"""When things happen: the only code that knows Prefect, and the command line."""
