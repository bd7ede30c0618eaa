"""The tests, as a package: libraries bring a package of that name, which would hide ours outside pytest."""
