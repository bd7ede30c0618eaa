"""What the product needs from outside: protocols, and the values that go through them."""
