"""The parts of the time layer: words, rules, readings, anchors, values."""
