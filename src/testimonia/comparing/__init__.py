"""What all documents say together."""
