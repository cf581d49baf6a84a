"""Measuring a reader of attributions on annotated documents of one's own. Start at :mod:`.running`."""
