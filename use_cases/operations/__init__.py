"""The posting protocol: creating and paying on a marketplace, never twice."""
