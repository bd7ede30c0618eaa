"""Comparing proposals, asking questions, hiring."""
