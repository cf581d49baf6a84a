"""A document's text with its paragraphs, sentences, tokens and quotations."""
