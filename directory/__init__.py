"""Who is who in the company, and whose manager is who."""
