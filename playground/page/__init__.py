"""Our own small chat page, for a machine without Node.js: what the Agents Playground is to the product, without it."""
