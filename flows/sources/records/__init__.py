"""Records with fields: JSON, JSON Lines, CSV and Parquet; each record a document."""
