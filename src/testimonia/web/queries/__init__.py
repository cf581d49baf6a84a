"""What the views ask of a case: functions from a case to plain records, no web in them."""
