"""Adaptive Cards as pure functions of what they show. No SDK, no I/O, no rule of the business."""
