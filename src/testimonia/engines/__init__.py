"""How documents are spread over cores."""
