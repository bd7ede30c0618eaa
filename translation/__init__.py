"""What people read, in their language: the catalogue of texts, and dates, amounts and lists as they are written there."""
