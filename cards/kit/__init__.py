"""What cards are made of: elements, inputs, texts, words and fields."""
