"""Colleagues, found by what people call them."""
