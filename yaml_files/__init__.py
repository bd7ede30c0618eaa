"""Files of fields and values that people write: their reading, and what is wrong with them by line and field."""
