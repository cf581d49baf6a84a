"""Export formats: one module a format."""
