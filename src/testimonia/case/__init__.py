"""The case file: one SQLite file that holds documents, annotations and decisions."""
