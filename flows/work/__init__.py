"""What the steps of a run do, without Prefect."""
