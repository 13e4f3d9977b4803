"""What holds other files: ZIP, gzip and mails with attachments."""
