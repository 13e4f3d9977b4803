"""Where the tables lie: the only code that knows DuckDB and Great Expectations.

One run goes through it like this::

    with run_lock(warehouse):                        # lock.py: one run at a time
        sweep(warehouse)                             # versions.py: leftovers of dead builds
        gate = row_gate(frames, run_id)              # check/: once a shard
        write_shard(gate.frames, folder)             # shards.py: one Parquet file a table
        arrival = Arrival(run, folders, checks, quarantine)   # arrival.py
        built = build(warehouse, arrival)            # load/: the next file, beside the current
        checks = warehouse_gate(built, run_id)       # check/: raises GateFailed
        seal(built, checks)                          # load/: the file tells how it was checked
        publish(built, warehouse, keep=3)            # publish.py: moves the pointer
        record_unpublished(warehouse, arrival)       # journal.py: instead, if nothing is published

`warehouse` is the name that people open, e.g. `data/warehouse.duckdb`. It is a symbolic link to
`data/warehouse.versions/<run_id>.duckdb`; a version file never changes once it is published.
Everything raised on purpose is a `WarehouseError` of errors.py, and says what, where, what to do.
"""
