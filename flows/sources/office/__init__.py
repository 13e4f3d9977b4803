"""Documents of offices: Word, spreadsheets, PDF and mail."""
