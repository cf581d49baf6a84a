"""Files to documents: one module a format. Text is frozen here."""
