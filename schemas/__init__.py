"""What the warehouse promises: every table, column and code list, declared once."""
