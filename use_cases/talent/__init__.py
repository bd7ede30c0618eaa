"""Freelancers whom the organisation worked with: kept, found, invited again, or never to be hired again."""
