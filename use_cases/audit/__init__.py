"""The history as auditors get it: links, exports, proof."""
