"""What stands in one document: one module a layer."""
